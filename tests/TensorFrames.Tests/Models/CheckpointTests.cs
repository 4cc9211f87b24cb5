using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Cli;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>A training graph of years ago, with all that training left in it, gives its predictions.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly SavedModels _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EveryRuntime]
    public void Only_what_the_fetches_need_is_kept_of_a_training_graph(Runtime tf)
    {
        Save(tf);
        using var model = Model.Load(_folder.At("model.ckpt-7.meta"), new ModelOptions { Checkpoint = _folder.At("variables/variables") });
        var frozen = GraphDef.Parser.ParseFrom(model.Freeze("prediction"));
        Assert.Equal(["keep", "prediction", "product", "w", "w/read", "x"], frozen.Node.Select(n => n.Name).Order(StringComparer.Ordinal));
        Assert.All(frozen.Node, n => Assert.True(n.Device.Length == 0 && !n.Attr.ContainsKey("_output_shapes") && !n.Attr.ContainsKey("_class")));
    }

    [Theory, EveryRuntime]
    public void Inputs_that_only_training_has_are_given_as_constants(Runtime tf)
    {
        Save(tf);
        using var bench = new Workbench();
        var table = bench.Table("in.arrows", ("x", Conformance.Given.Of(DType.Float32, 1, 2)));
        CliRun.On(tf, "run", _folder.At("model.ckpt-7.meta"), "--checkpoint", _folder.At("variables/variables"), "-i", table, "-o", bench.At("out.arrows"), "--fetch", "prediction", "--const", "keep=1").Ok();
        Assert.Equal([10.0, 40.0], Workbench.Column(bench.At("out.arrows"), "prediction").Cast<double>());
    }

    [Theory, EveryRuntime]
    public void A_fetch_that_trains_is_refused_with_the_node(Runtime tf)
    {
        Save(tf);
        using var model = Model.Load(_folder.At("model.ckpt-7.meta"), new ModelOptions { Checkpoint = _folder.At("variables/variables") });
        Assert.Equal("train", Assert.Throws<GraphException>(() => model.Freeze("train")).Node);
    }

    [Fact]
    public void A_graph_without_its_checkpoint_names_the_variable()
    {
        File.WriteAllBytes(_folder.At("model.ckpt-7.meta"), Training().ToByteArray());
        using var model = Model.Load(_folder.At("model.ckpt-7.meta"));
        Assert.Contains("variable 'w' is read from a checkpoint, and there is none", Assert.Throws<GraphException>(() => model.Freeze("prediction")).Message, StringComparison.Ordinal);
    }

    // A whole program: its queue's batch is fed, its flag is a constant, partitioned variable and moving average are restored.
    [Theory, EveryRuntime]
    public void A_training_program_predicts_from_what_its_queue_would_give(Runtime tf)
    {
        _folder.Checkpoint(tf, TrainingGraph.Values);
        File.WriteAllBytes(_folder.At("model.ckpt-7.meta"), TrainingGraph.Meta().ToByteArray());
        using var bench = new Workbench();
        var table = bench.Table("in.arrows", ("x", Conformance.Given.Vectors(DType.Float32, [1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0, 1])));
        string[] model = [_folder.At("model.ckpt-7.meta"), "--checkpoint", _folder.At("variables/variables"), "--fetch", "prediction"];
        foreach (var (training, wanted) in new[] { ("false", 1.0), ("true", 2.0) })
        {
            CliRun.On(tf, ["run", .. model, "--feed", "batch=x", "--const", "is_training=" + training, "-i", table, "-o", bench.At("out.arrows")]).Ok();
            double[][] rows = [[1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0, 1]];
            var (w, b) = (new double[] { 1, 10, 100, 1000 }, new[] { 0.5, 1, 2, 4 });
            Assert.Equal(rows.Select(r => r.Select((x, i) => (x * w[i] * wanted) + b[i])), Workbench.Column(bench.At("out.arrows"), "prediction").Select(c => ((IEnumerable<object?>)c!).Cast<double>()));
        }

        CliRun.Run(["freeze", .. model, "-o", bench.At("graph.pb"), "--json"]).Fails(2, "load", "Node 'batch' (QueueDequeueManyV2)", "--feed 'batch'");
        var said = CliRun.Run(["freeze", .. model, "--feed", "batch:0", "-o", bench.At("graph.pb"), "--json"]).Ok().Json;
        Assert.Equal(["batch_0 [?,4]", "is_training []"], said.GetProperty("placeholders").EnumerateArray().Select(p => $"{p.GetProperty("name").GetString()} [{string.Join(",", p.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64() < 0 ? "?" : d.GetRawText()))}]").Order(StringComparer.Ordinal));
        CliRun.Run(["freeze", .. model, "--feed", "batches", "-o", bench.At("graph.pb"), "--json"]).Fails(2, "load", "no node 'batches'", "'batch'");
        CliRun.Run(["freeze", .. model, "--feed", "loss", "-o", bench.At("graph.pb"), "--json"]).Fails(2, "load", "does not tell the dtype");
    }

    private void Save(Runtime tf)
    {
        _folder.Checkpoint(tf, ("w", "", [10, 20]));
        File.WriteAllBytes(_folder.At("model.ckpt-7.meta"), Training().ToByteArray());
    }

    private static MetaGraphDef Training()
    {
        var wrong = new AttrValue { List = new() { Shape = { GraphBuilder.Shape(99) } } };
        var graph = new GraphBuilder().Placeholder("x", DType.Float32, -1).Placeholder("keep", DType.Float32).RefVariable("w", 2)
            .Node("w/read", "Identity", ["w"], Float, ("_class", new AttrValue { List = new() { S = { ByteString.CopyFromUtf8("loc:@w") } } }))
            .Node("product", "Mul", ["x", "w/read"], Float, ("_output_shapes", wrong)).Node("prediction", "Mul", ["product", "keep"], Float)
            .Node("queue", "FIFOQueueV2", [], ("component_types", GraphBuilder.Types(DType.Float32))).Node("rate", "NoSuchOpOfToday", ["queue"])
            .Node("train", "ApplyGradientDescent", ["w", "rate", "prediction"], Float).Restore(("w", "w", ""));
        graph.Def.Node.First(n => n.Name == "w").Device = "/job:ps/task:0/device:GPU:1";
        var meta = new MetaGraphDef { GraphDef = graph.Def };
        Restored(meta);
        return meta;
    }
}
