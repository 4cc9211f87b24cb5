using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using TensorFrames.Files;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Files;

/// <summary>What the tests of files share: reading whole tables, a folder of one's own.</summary>
internal static class TableReading
{
    internal static List<RecordBatch> ReadAll(this Tables.Table table, params string[]? columns) =>
        [.. table.Partitions.SelectMany(partition => partition.ReadAll(columns is { Length: 0 } ? null : columns))];

    internal static List<RecordBatch> ReadAll(this Partition partition, IReadOnlyList<string>? columns = null)
    {
        using var reader = partition.Open(columns);
        List<RecordBatch> batches = [];
        while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>A stream read by Apache.Arrow, not by code of ours.</summary>
    internal static List<RecordBatch> Arrows(string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path), new CompressionCodecFactory());
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    internal static void Write(BatchWriter writer, IEnumerable<RecordBatch> batches)
    {
        using (writer)
        {
            foreach (var batch in batches)
            {
                writer.Write(batch);
            }

            writer.Complete();
        }
    }

    /// <summary>A Parquet file of int64 x = 0, 1, 2, … with row groups of these sizes.</summary>
    internal static string Numbers(string path, params int[] groups)
    {
        var at = 0;
        Write(new ParquetTableWriter(path, Long("x")), groups.Select(rows => LongBatch("x", Enumerable.Range((at += rows) - rows, rows).Select(i => (long)i))).ToList());
        return path;
    }

    internal static Schema Long(string name) => new([new Field(name, Apache.Arrow.Types.Int64Type.Default, false)], null);

    internal static RecordBatch LongBatch(string name, IEnumerable<long> values)
    {
        var array = new Int64Array.Builder().AppendRange(values).Build();
        return new RecordBatch(Long(name), [array], array.Length);
    }

    internal static List<long> Longs(IEnumerable<RecordBatch> batches, string name = "x") =>
        [.. batches.SelectMany(batch => ((Int64Array)batch.Column(name)).Values.ToArray())];

    internal static IEnumerable<string> GoldenFiles(string pattern) =>
        Golden.Folder is null ? [] : Directory.EnumerateDirectories(Golden.Folder).SelectMany(folder => Directory.EnumerateFiles(folder, pattern)).Order(StringComparer.Ordinal);
}

/// <summary>A temporary folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    internal Folder() => Root = Directory.CreateTempSubdirectory("tfn-files-").FullName;

    internal string Root { get; }

    internal string this[string name] => Path.Combine(Root, name);

    internal string[] Entries => [.. Directory.EnumerateFileSystemEntries(Root).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    internal string Text(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
