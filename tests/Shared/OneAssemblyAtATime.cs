using TensorFrames.Tests;

[assembly: AssemblyFixture(typeof(OneAssemblyAtATime))]

namespace TensorFrames.Tests;

/// <summary>
/// `dotnet test` runs as many assemblies at once as there are cores. Ours start JVMs and look at seconds, so those of one
/// checkout take turns.
/// </summary>
public sealed class OneAssemblyAtATime : IAsyncLifetime
{
    private FileStream? _turn;

    public async ValueTask InitializeAsync()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts")).FullName, "tests.lock");
        while (_turn is null)
        {
            try
            {
                _turn = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200);
            }
        }
    }

    public ValueTask DisposeAsync() => _turn?.DisposeAsync() ?? ValueTask.CompletedTask;
}
