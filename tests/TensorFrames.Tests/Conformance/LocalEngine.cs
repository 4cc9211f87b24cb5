using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Tests.Conformance;

/// <summary>The engine of this process.</summary>
internal sealed class LocalEngine(Runtime tf) : IEngine
{
    public string Column => $"local · {tf.Version}";

    public Runtime TensorFlow => tf;

    public int Tries => 100;

    public Graph Load(byte[] graph) => Graph.Load(graph, tf.Open());

    public Graph LoadFile(string path) => Graph.Load(path, tf.Open());

    public Model LoadModel(string path, string[] tags) => Model.Load(path, tags, tf.Open());

    public Stage Latest(GoldenCase golden) => golden.Stage;

    public IVerbs Of(params IReadOnlyList<RecordBatch> partitions) =>
        new LocalVerbs(Frame.From(new MemoryTable(partitions[0].Schema, partitions)).Repartition(partitions.Count), new EngineOptions { Parallelism = 2 });

    // Each on the calling thread and on three.
    public IReadOnlyList<(string Form, IVerbs Table)> Inputs(GoldenCase golden) => [.. golden.Inputs.SelectMany(input => new[] { 1, 3 }.Select(threads =>
        ($"{Path.GetFileName(input)}, {threads} threads", (IVerbs)new LocalVerbs(Ordered(golden, Frame.From(GoldenTables.Open(input))), new EngineOptions { Parallelism = threads }))))];

    public Task<List<RecordBatch>> AsReadAsync(GoldenCase golden, List<RecordBatch> expected) => Task.FromResult(expected);

    public MapOptions Options(MapOptions options, List<RecordBatch> expected) => options;

    private static Frame Ordered(GoldenCase golden, Frame frame) => golden.Is("order_sensitive") ? frame.Repartition(1) : frame;
}
