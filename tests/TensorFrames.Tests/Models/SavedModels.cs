using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Ipc;

namespace TensorFrames.Tests.Models;

/// <summary>A folder for a SavedModel made node by node, whose checkpoint the real TensorFlow writes.</summary>
internal sealed class SavedModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Folder;

    internal string At(string name) => _folder.At(name);

    /// <summary>A graph tagged serve, whose signature serving_default has these tensors.</summary>
    internal string Save(GraphBuilder graph, (string Key, string Tensor, DType DType)[] inputs, (string Key, string Tensor, DType DType)[] outputs, Action<MetaGraphDef>? more = null)
    {
        var meta = new MetaGraphDef { MetaInfoDef = new() { Tags = { "serve" } }, GraphDef = graph.Def };
        var signature = new SignatureDef { MethodName = "tensorflow/serving/predict" };
        foreach (var (key, tensor, dtype) in inputs)
        {
            signature.Inputs.Add(key, Info(tensor, dtype));
        }

        foreach (var (key, tensor, dtype) in outputs)
        {
            signature.Outputs.Add(key, Info(tensor, dtype));
        }

        meta.SignatureDef.Add("serving_default", signature);
        more?.Invoke(meta);
        _folder.Write("saved_model.pb", new SavedModel { SavedModelSchemaVersion = 1, MetaGraphs = { meta } }.ToByteArray());
        return Folder;
    }

    /// <summary>Writes a checkpoint of float32 vectors; a slice such as <c>4 0,2</c> makes a part of a variable.</summary>
    internal void Checkpoint(Runtime tf, params (string Key, string Slice, float[] Value)[] values)
    {
        var graph = new GraphBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            graph.Floats($"value{i}", values[i].Value);
        }

        Checkpoint(tf, "variables/variables", graph, [.. values.Select(v => v.Key)], [.. values.Select(v => v.Slice)], [.. values.Select(_ => DType.Float32)]);
    }

    /// <summary>Writes a checkpoint of one vector of texts.</summary>
    internal void Checkpoint(Runtime tf, string key, params string[] texts) => Checkpoint(tf, "variables/variables", new GraphBuilder().Texts("value0", texts), [key], [""], [DType.String]);

    /// <summary>Writes a checkpoint of these values, <c>value0</c> and so on in the graph; its prefix is given below the folder.</summary>
    internal string Checkpoint(Runtime tf, string prefix, GraphBuilder graph, string[] keys, string[] slices, DType[] dtypes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(prefix))!);
        graph.Text("prefix", At(prefix)).Texts("keys", keys).Texts("slices", slices)
            .Node("save", "SaveV2", ["prefix", "keys", "slices", .. keys.Select((_, i) => $"value{i}")], ("dtypes", GraphBuilder.Types(dtypes)))
            .Int32Scalar("saved", 1, "save");
        using var runtime = Graph.Load(graph.Bytes, tf.Open());
        runtime.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal), "saved").Dispose();
        return At(prefix);
    }

    public void Dispose() => _folder.Dispose();

    private static TensorInfo Info(string tensor, DType dtype) => new() { Name = tensor, Dtype = (int)dtype, TensorShape = new() { UnknownRank = true } };
}
