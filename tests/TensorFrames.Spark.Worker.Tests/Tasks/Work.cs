using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Small graphs and tables of doubles.</summary>
internal static class Work
{
    internal static readonly Schema X = new([new Field("x", DoubleType.Default, nullable: false)], null);

    internal static readonly Field Y = new("y", DoubleType.Default, nullable: false);

    /// <summary>One body for all tests, as one process has: libraries and graphs are loaded once.</summary>
    internal static TaskBody Body { get; } = new();

    internal static byte[] AddThree { get; } = Binary("Add", 3.0);

    /// <summary>An error at any x that is no number.</summary>
    internal static byte[] Checked { get; } = new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("y", "CheckNumerics", ["x"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") })).Bytes;

    /// <summary>A thousand sines of each x: tens of milliseconds for a thousand rows.</summary>
    internal static byte[] Slow { get; } = Sines(1000);

    internal static byte[] Sines(int steps)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1);
        for (var i = 0; i < steps; i++)
        {
            graph = graph.Node(i == steps - 1 ? "y" : $"s{i}", "Sin", [i == 0 ? "x" : $"s{i - 1}"], GraphBuilder.T(DType.Float64));
        }

        return graph.Bytes;
    }

    internal static byte[] Binary(string op, double constant) => new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("c", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([constant]))))
        .Node("y", op, ["x", "c"], GraphBuilder.T(DType.Float64)).Bytes;

    internal static TaskGraph Graph(byte[] bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes, "", "test graph");

    /// <summary>y of a graph over x, and nothing else.</summary>
    internal static MapTask Task(byte[] graph) => new()
    {
        Graph = Graph(graph),
        Options = new MapOptions { Fetches = ["y"], Keep = [] },
        Input = X,
        Output = new Schema([Y], null),
    };

    /// <summary>Batches of x = 0, 1, 2, … over all of them.</summary>
    internal static List<RecordBatch> Numbers(params int[] rows)
    {
        var at = 0;
        return [.. rows.Select(count =>
        {
            var values = Enumerable.Range(at, count).Select(i => (double)i).ToArray();
            at += count;
            return Doubles(values);
        })];
    }

    internal static RecordBatch Doubles(params double[] values) => new(X, [new DoubleArray.Builder().AppendRange(values).Build()], values.Length);

    /// <summary>Rows cut into partitions, or a partition into batches.</summary>
    internal static IEnumerable<(int Start, int Count)> Cuts(int rows, int[] cuts)
    {
        int[] ends = [.. cuts.Append(rows).Select(c => Math.Min(c, rows)).Order()];
        return ends.Select((end, i) => (Start: i == 0 ? 0 : ends[i - 1], End: end)).Select(p => (p.Start, p.End - p.Start));
    }

    internal static double[] Column(IEnumerable<RecordBatch> batches, string name) => [.. batches.SelectMany(b => ((DoubleArray)b.Column(name)).Values.ToArray())];
}
