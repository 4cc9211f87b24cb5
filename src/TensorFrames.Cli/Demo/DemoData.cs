namespace TensorFrames.Cli.Demo;

/// <summary>The graph and the table that come with the tool.</summary>
internal sealed class DemoData : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tframes-demo-").FullName;

    internal DemoData()
    {
        Table = Path.Combine(_folder, "digits.parquet");
        using var file = File.Create(Table);
        using var resource = Open("digits.parquet");
        resource.CopyTo(file);
    }

    /// <summary>The table as a file: Parquet is read from paths.</summary>
    internal string Table { get; }

    internal static Graph LoadGraph(TensorFlowRuntime runtime)
    {
        using var resource = Open("digits.pb");
        return Graph.Load(resource, runtime);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Stream Open(string name) => typeof(DemoData).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"Resource {name} is missing from the assembly.");
}
