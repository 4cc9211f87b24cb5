using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Models;

/// <summary>Objects that have variables, as TensorFlow 2 saves them; the real TensorFlow writes the checkpoint.</summary>
internal sealed class Objects
{
    private const string Value = "/.ATTRIBUTES/VARIABLE_VALUE";
    private readonly TrackableObjectGraph _graph = new() { Nodes = { new TrackableObjectGraph.Types.TrackableObject() } };
    private readonly List<(string Key, float[] Value)> _values = [];

    /// <summary>A variable at the end of a way, such as <c>model/layer/w</c>, with its own name.</summary>
    internal Objects Variable(string path, string name, params float[] value)
    {
        _graph.Nodes[Node(path)].Attributes.Add(new TrackableObjectGraph.Types.TrackableObject.Types.SerializedTensor { Name = "VARIABLE_VALUE", FullName = name, CheckpointKey = path + Value });
        _values.Add((path + Value, value));
        return this;
    }

    /// <summary>Another way to the object that already lies at the end of one.</summary>
    internal Objects Also(string path, string same)
    {
        var parent = path.LastIndexOf('/') is var at && at < 0 ? 0 : Node(path[..at]);
        _graph.Nodes[parent].Children.Add(new TrackableObjectGraph.Types.TrackableObject.Types.ObjectReference { LocalName = path[(path.LastIndexOf('/') + 1)..], NodeId = Node(same) });
        return this;
    }

    /// <summary>Writes the checkpoint; its prefix is given below the folder.</summary>
    internal string Save(Runtime tf, SavedModels folder, string prefix)
    {
        var graph = new GraphBuilder();
        for (var i = 0; i < _values.Count; i++)
        {
            graph.Floats($"value{i}", _values[i].Value);
        }

        var objects = new TensorProto { Dtype = (int)DType.String, TensorShape = new(), StringVal = { _graph.ToByteString() } };
        graph.Node($"value{_values.Count}", "Const", [], ("dtype", GraphBuilder.Type(DType.String)), ("value", new AttrValue { Tensor = objects }));
        return folder.Checkpoint(tf, prefix, graph, [.. _values.Select(v => v.Key), "_CHECKPOINTABLE_OBJECT_GRAPH"], [.. _values.Select(_ => ""), ""], [.. _values.Select(_ => DType.Float32), DType.String]);
    }

    private int Node(string path)
    {
        var node = 0;
        foreach (var name in path.Split('/'))
        {
            var child = _graph.Nodes[node].Children.FirstOrDefault(c => c.LocalName == name);
            if (child is null)
            {
                _graph.Nodes.Add(new TrackableObjectGraph.Types.TrackableObject());
                _graph.Nodes[node].Children.Add(child = new() { LocalName = name, NodeId = _graph.Nodes.Count - 1 });
            }

            node = child.NodeId;
        }

        return node;
    }
}
