using TensorFrames.Files;
using TensorFrames.Ipc;
using TensorFrames.Tables;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Bench.Check;

/// <summary>Flat columns out of files: every tensor is borrowed, whatever the file's own alignment.</summary>
internal static class Borrowing
{
    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime)
    {
        using var folder = new ScratchFolder();
        using var graph = Runtimes.Quietly(() => Graph.Load(Sums(), runtime));

        // Apache.Arrow pads to 8 bytes. Rows in multiples of 64 leave every buffer on 64 all the same; odd ones almost none.
        yield return Share("Parquet", graph, Write(folder.File("t.parquet"), 200_001, 100_003));
        yield return Share("IPC, buffers on 64 bytes", graph, Write(folder.File("even.arrow"), 65_536, 16_384));
        yield return Share("IPC, padded to 8 bytes", graph, Write(folder.File("odd.arrow"), 65_537, 10_001));
        yield return Share("IPC stream, padded to 8 bytes, zstd", graph, Write(folder.File("odd.arrows"), 65_537, 10_001));
    }

    private static Gate Share(string what, Graph graph, string path)
    {
        var before = graph.Runtime.Counters;
        var frame = FrameFiles.Open(path).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        foreach (var batch in frame.ToBatches())
        {
            batch.Dispose();
        }

        var feeds = frame.Reports[0].Feeds;
        var after = graph.Runtime.Counters;
        long borrowed = feeds.Sum(f => f.BorrowedTensors), copied = feeds.Sum(f => f.CopiedTensors);
        if (borrowed + copied == 0 || after.BorrowedTensors + after.CopiedTensors - before.BorrowedTensors - before.CopiedTensors != borrowed + copied)
        {
            throw new InvalidOperationException($"{what}: the frame's counts and the shim's differ.");
        }

        return Gate.Least($"borrowed share, {what}", 100.0 * borrowed / (borrowed + copied), 100, $"{borrowed} tensors, {feeds.Sum(f => f.BorrowedBytes):N0} bytes", " %");
    }

    private static string Write(string path, int rows, int batchRows)
    {
        using var table = ColumnTable.Create()
            .Add("f", [.. Enumerable.Range(0, rows).Select(i => (float)i)])
            .Add("d", [.. Enumerable.Range(0, rows).Select(i => (double)i)])
            .Add("l", [.. Enumerable.Range(0, rows).Select(i => (long)i)])
            .Add("v", [.. Enumerable.Range(0, rows * 4).Select(i => (float)i)], 4);
        var options = new TableFileOptions { ArrowCompression = path.EndsWith('s') ? IpcCompression.Zstd : IpcCompression.None };
        Frame.From(table).Write(path, options, new EngineOptions { BlockRows = batchRows, Parallelism = 1 });
        return path;
    }

    private static byte[] Sums() => new GraphBuilder()
        .Placeholder("f", DType.Float32, -1).Placeholder("d", DType.Float64, -1).Placeholder("l", DType.Int64, -1).Placeholder("v", DType.Float32, -1, 4)
        .Node("fd", "Cast", ["f"], ("SrcT", GraphBuilder.Type(DType.Float32)), ("DstT", GraphBuilder.Type(DType.Float64)))
        .Node("ld", "Cast", ["l"], ("SrcT", GraphBuilder.Type(DType.Int64)), ("DstT", GraphBuilder.Type(DType.Float64)))
        .Int32("axis", 1)
        .Node("vs", "Sum", ["v", "axis"], GraphBuilder.T(DType.Float32), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false }))
        .Node("vd", "Cast", ["vs"], ("SrcT", GraphBuilder.Type(DType.Float32)), ("DstT", GraphBuilder.Type(DType.Float64)))
        .Node("y", "AddN", ["fd", "d", "ld", "vd"], ("N", new() { I = 4 }), GraphBuilder.T(DType.Float64)).Bytes;
}
