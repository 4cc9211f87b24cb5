using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>
/// A training program of TensorFlow 1 as its Saver wrote it, after TensorFlow's own CIFAR-10 example: examples from a queue's batch,
/// dropout behind <c>is_training</c> in a cond, a partitioned variable, a moving average in place of another, Adam and its slots,
/// gradients, summaries, a sharded Saver, devices of a cluster, shapes that were recorded and are wrong today.
/// <c>prediction</c> = batch * w [4] (twice that while training) + the moving average of b [4].
/// </summary>
internal static class TrainingGraph
{
    internal static (string Key, string Slice, float[] Value)[] Values { get; } =
    [
        ("w", "4 0,2", [1, 10]), ("w", "4 2,2", [100, 1000]), ("b", "", [9, 9, 9, 9]), ("b/ExponentialMovingAverage", "", [0.5f, 1, 2, 4]),
        ("w/Adam", "4 0,2", [7, 7]), ("w/Adam", "4 2,2", [7, 7]),
    ];

    internal static MetaGraphDef Meta()
    {
        var graph = Inputs().Concat(Predicts()).Concat(Trains());
        Saver(graph);
        foreach (var node in graph.Def.Node)
        {
            node.Device = node.Op == "VariableV2" ? "/job:ps/task:0/device:GPU:0" : "/job:worker/task:3/device:GPU:1";
        }

        return new MetaGraphDef
        {
            MetaInfoDef = new() { TensorflowVersion = "1.7.0" },
            GraphDef = graph.Def,
            SaverDef = new() { FilenameTensorName = "save/Const:0", RestoreOpName = "save/restore_all" },
            CollectionDef = { ["train_op"] = new() { NodeList = new() { Value = { "train" } } } },
        };
    }

    // A file's records through two queues; the batch is 128 rows.
    private static GraphBuilder Inputs()
    {
        var components = ("component_types", GraphBuilder.Types(DType.Float32, DType.Int32));
        return new GraphBuilder().Placeholder("is_training", DType.Bool)
            .Node("files", "FIFOQueueV2", [], ("component_types", GraphBuilder.Types(DType.String))).Node("reader", "FixedLengthRecordReaderV2", [], ("record_bytes", new AttrValue { I = 4 }))
            .Node("record", "ReaderReadV2", ["reader", "files"]).Node("bytes", "DecodeRaw", ["record:1"], ("out_type", GraphBuilder.Type(DType.UInt8)))
            .Node("example", "Cast", ["bytes"], ("SrcT", GraphBuilder.Type(DType.UInt8)), ("DstT", GraphBuilder.Type(DType.Float32))).Int32Scalar("label", 1)
            .Node("queue", "RandomShuffleQueueV2", [], components).Node("enqueue", "QueueEnqueueV2", ["queue", "example", "label"], ("Tcomponents", GraphBuilder.Types(DType.Float32, DType.Int32)))
            .Int32Scalar("size", 128).Node("batch", "QueueDequeueManyV2", ["queue", "size"], components, Recorded([128, 4], [128]));
    }

    private static GraphBuilder Predicts() => new GraphBuilder()
        .RefVariable("w/part_0", 2).Node("w/part_0/read", "Identity", ["w/part_0"], Float, Beside("w/part_0")).RefVariable("w/part_1", 2).Node("w/part_1/read", "Identity", ["w/part_1"], Float, Beside("w/part_1"))
        .Int32Scalar("w/axis", 0).Node("w", "ConcatV2", ["w/part_0/read", "w/part_1/read", "w/axis"], Float, ("N", new AttrValue { I = 2 }), ("Tidx", GraphBuilder.Type(DType.Int32)))
        .RefVariable("b", 4).Node("b/read", "Identity", ["b"], Float, Beside("b"))
        .RefVariable("b/ExponentialMovingAverage", 4).Node("b/average", "Identity", ["b/ExponentialMovingAverage"], Float, Beside("b"))
        .Node("logits", "Mul", ["batch", "w"], Float, Recorded([128, 99]))
        .Node("cond/Switch", "Switch", ["is_training", "is_training"], GraphBuilder.T(DType.Bool)).Node("cond/switch_t", "Identity", ["cond/Switch:1"], GraphBuilder.T(DType.Bool))
        .Node("cond/pred_id", "Identity", ["is_training"], GraphBuilder.T(DType.Bool))
        .Node("cond/dropout/Const", "Const", ["^cond/switch_t"], ("dtype", GraphBuilder.Type(DType.Float32)), ("value", GraphBuilder.Tensor(DType.Float32, BitConverter.GetBytes(2f))))
        .Node("cond/dropout/Switch", "Switch", ["logits", "cond/pred_id"], Float, Beside("logits")).Node("cond/dropout/mul", "Mul", ["cond/dropout/Switch:1", "cond/dropout/Const"], Float)
        .Node("cond/Switch_1", "Switch", ["logits", "cond/pred_id"], Float, Beside("logits"))
        .Node("cond/Merge", "Merge", ["cond/Switch_1", "cond/dropout/mul"], Float, ("N", new AttrValue { I = 2 }), Recorded([128, 4], [1]))
        .Node("prediction", "Add", ["cond/Merge", "b/average"], Float, Recorded([128, 4]));

    private static GraphBuilder Trains() => new GraphBuilder()
        .RefVariable("w/part_0/Adam", 2).RefVariable("w/part_1/Adam", 2).Floats("rate", 0.1f)
        .Node("loss", "NoSuchOpOfToday", ["prediction", "batch:1"]).Node("gradients/part_0", "NoSuchOpOfToday", ["loss"], Beside("w/part_0"))
        .Node("Adam/part_0", "ApplyAdam", ["w/part_0", "w/part_0/Adam", "rate", "gradients/part_0"], Float, Beside("w/part_0"))
        .Node("average", "AssignSub", ["b/ExponentialMovingAverage", "b/read"], Float, Beside("b"))
        .Text("tag", "prediction").Node("summary", "HistogramSummary", ["tag", "prediction"], Float).Node("train", "NoOp", ["^Adam/part_0", "^average"]);

    // Each shard restores its variables; restore_all waits for the shards.
    private static void Saver(GraphBuilder graph)
    {
        string[] variables = ["w/part_0", "w/part_1", "b", "b/ExponentialMovingAverage", "w/part_0/Adam", "w/part_1/Adam"];
        graph.Text("save/Const", "model").Texts("save/names", [.. Values.Select(v => v.Key)]).Texts("save/slices", [.. Values.Select(v => v.Slice)])
            .Node("save/ShardedFilename", "ShardedFilename", ["save/Const"])
            .Node("save/RestoreV2", "RestoreV2", ["save/Const", "save/names", "save/slices"], ("dtypes", GraphBuilder.Types([.. variables.Select(_ => DType.Float32)])));
        for (var i = 0; i < variables.Length; i++)
        {
            graph.Node($"save/Assign_{i}", "Assign", [variables[i], $"save/RestoreV2:{i}"], Float, Beside(variables[i]));
        }

        graph.Node("save/restore_shard", "NoOp", [.. variables.Select((_, i) => $"^save/Assign_{i}")]).Node("save/restore_all", "NoOp", ["^save/restore_shard"]);
    }

    private static GraphBuilder Concat(this GraphBuilder graph, GraphBuilder more)
    {
        graph.Def.Node.AddRange(more.Def.Node);
        return graph;
    }

    private static (string, AttrValue) Beside(string node) => ("_class", new AttrValue { List = new() { S = { ByteString.CopyFromUtf8("loc:@" + node) } } });

    private static (string, AttrValue) Recorded(params long[][] shapes) => ("_output_shapes", new AttrValue { List = new() { Shape = { shapes.Select(s => GraphBuilder.Shape(s)) } } });
}
