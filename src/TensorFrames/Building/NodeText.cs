using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Interop;

namespace TensorFrames.Building;

/// <summary>One operation as the shim takes it. Its memory is held for the one call.</summary>
internal sealed unsafe class NodeText(OpDef op, string name, IReadOnlyList<Tensor>[] arguments, string[] controls, IReadOnlyDictionary<string, AttrValue> attributes)
{
    internal string Op => op.Name;

    internal string Name => name;

    internal Status Add(GraphHandle graph, out int outputs, ErrorText* error)
    {
        using var texts = new PinnedTexts();
        Tensor[] inputs = [.. arguments.SelectMany(a => a)];
        var ports = inputs.Select(t => new Port { Operation = texts.Of(t.Operation.Made), Index = t.Index }).ToArray();
        var counts = arguments.Select((a, i) => OpArguments.IsList(op.InputArg[i]) ? a.Count : Node.Single).ToArray();
        var waits = controls.Select(c => (nint)texts.Of(c)).ToArray();
        var attrs = attributes.Select(a => Attribute(a.Key, a.Value, texts)).ToArray();
        fixed (Port* port = ports)
        fixed (int* count = counts)
        fixed (nint* wait = waits)
        fixed (NodeAttr* attr = attrs)
        {
            var node = new Node
            {
                Name = texts.Of(name),
                Op = texts.Of(op.Name),
                Inputs = port,
                Arguments = count,
                Controls = (byte**)wait,
                Attrs = attr,
                InputCount = ports.Length,
                ArgumentCount = counts.Length,
                ControlCount = waits.Length,
                AttrCount = attrs.Length,
            };
            return Shim.tfn_graph_add(graph, &node, out outputs, error);
        }
    }

    private static NodeAttr Attribute(string name, AttrValue value, PinnedTexts texts)
    {
        var bytes = value.ToByteArray();
        return new NodeAttr { Name = texts.Of(name), Value = texts.Of(bytes), Length = bytes.Length };
    }
}
