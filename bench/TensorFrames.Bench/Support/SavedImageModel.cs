using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Models;

namespace TensorFrames.Bench;

/// <summary>
/// The golden ImageNet model as TensorFlow 2 saves one: its weights are resource variables that a checkpoint restores, and its
/// layers are a function that the signature calls. The real TensorFlow writes the checkpoint.
/// </summary>
internal sealed class SavedImageModel : IDisposable
{
    internal const string Placeholder = "serving_default_input";
    internal const string Call = "StatefulPartitionedCall";
    internal static readonly int[] Cell = [224, 224, 3];

    private const string Fetch = "probabilities";
    private const string Body = "__inference_serving";
    private readonly ScratchFolder _folder = new();

    /// <summary>Writes it; <see cref="Tests.Golden.Folder"/> must be there.</summary>
    internal SavedImageModel(TensorFlowRuntime runtime)
    {
        var model = GraphDef.Parser.ParseFrom(File.ReadAllBytes(Tests.Golden.Path("12_model/efficientnet_lite0.pb")));
        NodeDef[] weights = [.. model.Node.Where(IsWeight)];
        SaveWeights(runtime, weights);
        var graph = new GraphBuilder().Placeholder(Placeholder, DType.Float32, [-1, .. Cell]);
        Restore(graph, weights);
        Serve(graph, model, weights);
        var signature = new SignatureDef { MethodName = "tensorflow/serving/predict" };
        signature.Inputs.Add("input", Info(Placeholder + ":0", [-1, .. Cell]));
        signature.Outputs.Add(Fetch, Info(Call + ":0", [-1, 1000]));
        var meta = new MetaGraphDef
        {
            MetaInfoDef = new() { Tags = { "serve" } },
            GraphDef = graph.Def,
            SignatureDef = { ["serving_default"] = signature },
        };
        ModelNodes.Restored(meta);
        File.WriteAllBytes(_folder.File("saved_model.pb"), new SavedModel { SavedModelSchemaVersion = 1, MetaGraphs = { meta } }.ToByteArray());
    }

    internal string Folder => _folder.File("");

    public void Dispose() => _folder.Dispose();

    private static bool IsWeight(NodeDef node) =>
        node.Op == "Const" && node.Attr["dtype"].Type == (int)DType.Float32 && node.Attr["value"].Tensor.TensorShape.Dim.Count > 0;

    private static string Key(NodeDef weight) => weight.Name + "/.ATTRIBUTES/VARIABLE_VALUE";

    private void SaveWeights(TensorFlowRuntime runtime, NodeDef[] weights)
    {
        Directory.CreateDirectory(_folder.File("variables"));
        var graph = new GraphBuilder().Text("prefix", _folder.File("variables/variables")).Texts("keys", [.. weights.Select(Key)]).Texts("slices", [.. weights.Select(_ => "")]);
        graph.Def.Node.AddRange(weights);
        graph.Node("save", "SaveV2", ["prefix", "keys", "slices", .. weights.Select(w => w.Name)], ("dtypes", GraphBuilder.Types([.. weights.Select(_ => DType.Float32)]))).Int32Scalar("saved", 1, "save");
        using var save = Graph.Load(graph.Bytes, runtime);
        save.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal), "saved").Dispose();
    }

    private static void Restore(GraphBuilder graph, NodeDef[] weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            graph.Node(
                Variable(i), "VarHandleOp", [], ("dtype", GraphBuilder.Type(DType.Float32)),
                ("shape", new() { Shape = weights[i].Attr["value"].Tensor.TensorShape }), ("shared_name", new() { S = ByteString.CopyFromUtf8(weights[i].Name) }));
        }

        graph.Restore([.. weights.Select((w, i) => (Variable(i), Key(w), ""))]);
    }

    private static void Serve(GraphBuilder graph, GraphDef model, NodeDef[] weights)
    {
        var input = model.Node.Single(n => n.Op == "Placeholder").Name;
        var outputs = model.Node.ToDictionary(n => n.Name, n => n.Name == input ? input : $"{n.Name}:{Output(n)}:0", StringComparer.Ordinal);
        var reads = weights.Select((w, i) => GraphBuilder.Make(w.Name, "ReadVariableOp", [Variable(i)], ("dtype", GraphBuilder.Type(DType.Float32))));
        var layers = model.Node.Where(n => n.Name != input && !IsWeight(n)).Select(node =>
        {
            var copy = node.Clone();
            copy.Input.Clear();
            copy.Input.AddRange(node.Input.Select(i => outputs[i]));
            return copy;
        });
        (string, DType Type)[] arguments = [(input, DType.Float32), .. weights.Select((_, i) => (Variable(i), DType.Resource))];
        graph.Function(Body, arguments, [(Fetch, DType.Float32, outputs[Fetch])], [.. reads, .. layers]);
        graph.Def.Library.Function[0].Signature.IsStateful = true;
        graph.Node(
            Call, Call, [Placeholder, .. weights.Select((_, i) => Variable(i))], ("Tin", GraphBuilder.Types([.. arguments.Select(a => a.Type)])),
            ("Tout", GraphBuilder.Types(DType.Float32)), ("f", new() { Func = new() { Name = Body } }));
    }

    private static string Variable(int i) => $"variable_{i}";

    /// <summary>What an op calls its first output, as functions name it.</summary>
    private static string Output(NodeDef node) => node.Op switch
    {
        _ when IsWeight(node) => "value",
        "FusedBatchNormV3" => "y",
        "Relu6" => "activations",
        "AddV2" => "z",
        "MatMul" => "product",
        "Softmax" => "softmax",
        _ => "output",
    };

    private static TensorInfo Info(string tensor, long[] dims) => new() { Name = tensor, Dtype = (int)DType.Float32, TensorShape = GraphBuilder.Shape(dims) };
}
