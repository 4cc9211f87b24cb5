using System.Globalization;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Tests.Models;

/// <summary>
/// Damages a model's graph and stays a valid message: what is read next is no longer what was written, and the reader gets past
/// the parser every time.
/// </summary>
internal static class GraphDamage
{
    internal static void Run(MetaGraphDef meta, Random random)
    {
        var nodes = meta.GraphDef.Node.Concat((meta.GraphDef.Library?.Function ?? []).SelectMany(f => f.NodeDef)).ToList();
        for (var hits = random.Next(1, 5); hits > 0; hits--)
        {
            if (random.Next(4) == 0)
            {
                Around(meta, nodes, random);
            }
            else
            {
                Node(meta, random.Of(nodes), random.Of(nodes), random);
            }
        }
    }

    private static void Node(MetaGraphDef meta, NodeDef node, NodeDef other, Random random)
    {
        switch (random.Next(9))
        {
            case 0 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = Input(other, random);
                break;
            case 1:
                node.Input.Insert(random.Next(node.Input.Count + 1), Input(other, random));
                break;
            case 2 when node.Input.Count > 0:
                node.Input.RemoveAt(random.Next(node.Input.Count));
                break;
            case 3:
                node.Op = other.Op;
                break;
            case 4:
                node.Name = other.Name;
                break;
            case 5 when node.Attr.Count > 0:
                node.Attr.Remove(random.Of(node.Attr.Keys.ToList()));
                break;
            case 6 when other.Attr.Count > 0:
                var copied = random.Of(other.Attr.ToList());
                node.Attr[copied.Key] = copied.Value.Clone();
                break;
            case 7 when node.Attr.Count > 0:
                Value(random.Of(node.Attr.Values.ToList()), random);
                break;
            default:
                meta.GraphDef.Node.Remove(node);
                break;
        }
    }

    private static void Value(AttrValue value, Random random)
    {
        switch (value.ValueCase)
        {
            case AttrValue.ValueOneofCase.Tensor when value.Tensor.TensorShape is { Dim.Count: > 0 } shape:
                random.Of(shape.Dim).Size = random.Number();
                break;
            case AttrValue.ValueOneofCase.Tensor:
                value.Tensor.Dtype = random.Next(30);
                break;
            case AttrValue.ValueOneofCase.Shape when value.Shape.Dim.Count > 0:
                random.Of(value.Shape.Dim).Size = random.Number();
                break;
            case AttrValue.ValueOneofCase.Type:
                value.Type = random.Next(130);
                break;
            case AttrValue.ValueOneofCase.List:
                value.List.Type.Clear();
                break;
            case AttrValue.ValueOneofCase.Func:
                value.Func.Name += "_";
                break;
            case AttrValue.ValueOneofCase.S:
                value.S = ByteString.CopyFromUtf8("../" + value.S.ToStringUtf8());
                break;
            default:
                value.I = random.Number();
                break;
        }
    }

    // Functions, signatures, savers, assets.
    private static void Around(MetaGraphDef meta, List<NodeDef> nodes, Random random)
    {
        switch (random.Next(5))
        {
            case 0 when meta.GraphDef.Library is { Function.Count: > 0 } library:
                Function(random.Of(library.Function), random.Of(library.Function), random.Of(nodes), random);
                break;
            case 1 when meta.SignatureDef.Count > 0:
                var signature = random.Of(meta.SignatureDef.Values.ToList());
                var tensors = signature.Inputs.Values.Concat(signature.Outputs.Values).ToList();
                (random.Of(tensors).Name, random.Of(tensors).Dtype) = (Input(random.Of(nodes), random), random.Next(30));
                break;
            case 2:
                (meta.SaverDef ??= new()).RestoreOpName = random.Of(nodes).Name;
                break;
            case 3:
                meta.CollectionDef["legacy_init_op"] = new() { NodeList = new() { Value = { random.Of(nodes).Name } } };
                break;
            default:
                meta.AssetFileDef.Add(new AssetFileDef { Filename = random.Of(new[] { "", "../saved_model.pb", "/etc/hostname", "." }), TensorInfo = new() { Name = random.Of(nodes).Name } });
                break;
        }
    }

    private static void Function(FunctionDef function, FunctionDef other, NodeDef node, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                function.Signature = null;
                break;
            case 1 when function.Signature is { } signature:
                signature.Name = other.Signature?.Name ?? "";
                break;
            case 2 when function.Signature is { InputArg.Count: > 0 } signature:
                signature.InputArg.RemoveAt(0);
                break;
            case 3 when function.Signature is { OutputArg.Count: > 0 } signature:
                signature.OutputArg.RemoveAt(0);
                break;
            default:
                foreach (var name in function.Ret.Keys.ToList())
                {
                    function.Ret[name] = Input(node, random);
                }

                break;
        }
    }

    private static string Input(NodeDef node, Random random) => random.Next(5) switch
    {
        0 => "^" + node.Name,
        1 => node.Name + ":output:0",
        2 => string.Create(CultureInfo.InvariantCulture, $"{node.Name}:{random.Next(4)}"),
        _ => node.Name,
    };
}
