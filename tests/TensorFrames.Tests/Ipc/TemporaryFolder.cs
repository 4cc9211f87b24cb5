namespace TensorFrames.Tests.Ipc;

internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "tfn-ipc-" + Guid.NewGuid().ToString("N"));

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
