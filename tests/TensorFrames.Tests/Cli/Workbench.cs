using Apache.Arrow;
using TensorFrames.Files;
using TensorFrames.Tests.Ipc;

namespace TensorFrames.Tests.Cli;

/// <summary>A folder with graphs and tables for a command, and a way to read what it wrote.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Folder;

    internal string At(string name) => _folder.At(name);

    /// <summary>Names in the folder, hidden ones too.</summary>
    internal string[] Names => [.. Directory.EnumerateFileSystemEntries(Folder).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal)];

    /// <summary>An npm that fails, and leaves a trace in the folder when it is called.</summary>
    internal void FakeNpm()
    {
        File.WriteAllText(At("npm"), "#!/bin/sh\n: > \"${0%/*}/called\"\necho no network >&2\nexit 1\n");
        File.SetUnixFileMode(At("npm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Variables under which no place holds a library; nothing can be fetched, or only through this folder's npm.</summary>
    internal Dictionary<string, string?> Nothing(bool npm) => new(StringComparer.Ordinal)
    {
        ["XDG_CACHE_HOME"] = At("cache"),
        ["PATH"] = npm ? Folder : "",
        ["TFN_SHARED"] = At("none"),
        ["TENSORFRAMES_LIBTENSORFLOW"] = null,
        ["TENSORFRAMES_LIBTENSORFLOW_VERSION"] = null,
    };

    internal string Graph(byte[] bytes) => _folder.Write("graph.pb", bytes);

    internal string Table(string name, params (string Name, IArrowArray Values)[] columns) => Table(name, null, columns);

    internal string Table(string name, TableFileOptions? options, params (string Name, IArrowArray Values)[] columns)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Values.Data.DataType, nullable: true)), null);
        using var output = TableFiles.Create(At(name), schema, options);
        using var batch = new RecordBatch(schema, columns.Select(c => c.Values), columns[0].Values.Length);
        output.Open(0).Write(batch);
        output.Complete();
        return At(name);
    }

    /// <summary>A table of one float64 column x = 0, 1, 2, ….</summary>
    internal string Numbers(string name, int rows = 1000, int first = 0, TableFileOptions? options = null) => Table(name, options, ("x", Count(rows, first)));

    internal static DoubleArray Count(int rows, int first = 0) => new DoubleArray.Builder().AppendRange(Enumerable.Range(first, rows).Select(i => (double)i)).Build();

    internal static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    internal static Schema Schema(string path) => TableFiles.Open(path).Schema;

    /// <summary>A column's cells, read back from a file or folder.</summary>
    internal static List<object?> Column(string path, string name)
    {
        List<object?> cells = [];
        foreach (var batch in FrameFiles.Open(path).ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                cells.AddRange(ArrowCompare.Of(batch.Column(name)));
            }
        }

        return cells;
    }

    internal static string[] Columns(string path) => [.. Schema(path).FieldsList.Select(f => f.Name)];

    public void Dispose() => _folder.Dispose();
}
