using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Models;

/// <summary>Nodes of models: variables, their restoring, tables.</summary>
internal static class ModelNodes
{
    internal static (string, AttrValue) Float { get; } = GraphBuilder.T(DType.Float32);

    /// <summary>y = x * v + w for a column x, once init has made the reference v 2 and what is behind the handle w 10; scaled is x * v.</summary>
    internal static GraphBuilder Linear => new GraphBuilder().Placeholder("x", DType.Float32, -1).Floats("two", 2).Floats("ten", 10)
        .RefVariable("v", 1).Node("v/init", "Assign", ["v", "two"], Float).Handle("w", 1).Assign("w/init", "w", "ten").Read("w/Read/ReadVariableOp", "w")
        .Node("scaled", "Mul", ["x", "v"], Float).Node("y", "Add", ["scaled", "w/Read/ReadVariableOp"], Float).Node("init", "NoOp", ["^v/init", "^w/init"]);

    internal static GraphBuilder Floats(this GraphBuilder graph, string name, params float[] values) => graph.Node(
        name, "Const", [], ("dtype", GraphBuilder.Type(DType.Float32)), ("value", GraphBuilder.Tensor(DType.Float32, MemoryMarshal.AsBytes(values.AsSpan()), values.Length)));

    internal static GraphBuilder Text(this GraphBuilder graph, string name, string text) => graph.Node(name, "Const", [], Strings([text], vector: false));

    internal static GraphBuilder Texts(this GraphBuilder graph, string name, params string[] texts) => graph.Node(name, "Const", [], Strings(texts, vector: true));

    /// <summary>A vector variable of TensorFlow 1's reference kind.</summary>
    internal static GraphBuilder RefVariable(this GraphBuilder graph, string name, int size) =>
        graph.Node(name, "VariableV2", [], ("dtype", GraphBuilder.Type(DType.Float32)), ("shape", new AttrValue { Shape = GraphBuilder.Shape(size) }));

    /// <summary>A vector variable behind a handle.</summary>
    internal static GraphBuilder Handle(this GraphBuilder graph, string name, int size) => graph.Node(
        name, "VarHandleOp", [], ("dtype", GraphBuilder.Type(DType.Float32)), ("shape", new AttrValue { Shape = GraphBuilder.Shape(size) }), ("shared_name", new AttrValue { S = ByteString.CopyFromUtf8(name) }));

    internal static GraphBuilder Read(this GraphBuilder graph, string name, string handle) => graph.Node(name, "ReadVariableOp", [handle], ("dtype", GraphBuilder.Type(DType.Float32)));

    internal static GraphBuilder Assign(this GraphBuilder graph, string name, string handle, string value) => graph.Node(name, "AssignVariableOp", [handle, value], ("dtype", GraphBuilder.Type(DType.Float32)));

    /// <summary>A restore op as savers make it: <c>restore_all</c> assigns each of these their key's value, or a part of it.</summary>
    internal static GraphBuilder Restore(this GraphBuilder graph, params (string Variable, string Key, string Slice)[] variables)
    {
        graph.Node("saver_filename", "Placeholder", [], ("dtype", GraphBuilder.Type(DType.String)), ("shape", new AttrValue { Shape = GraphBuilder.Shape() }))
            .Texts("keys", [.. variables.Select(v => v.Key)]).Texts("slices", [.. variables.Select(v => v.Slice)])
            .Node("restore", "RestoreV2", ["saver_filename", "keys", "slices"], ("dtypes", GraphBuilder.Types([.. variables.Select(_ => DType.Float32)])));
        for (var i = 0; i < variables.Length; i++)
        {
            var resource = graph.Def.Node.First(n => n.Name == variables[i].Variable).Op == "VarHandleOp";
            graph.Node($"assign{i}", resource ? "AssignVariableOp" : "Assign", [variables[i].Variable, $"restore:{i}"], resource ? ("dtype", GraphBuilder.Type(DType.Float32)) : Float);
        }

        return graph.Node("restore_all", "NoOp", [.. variables.Select((_, i) => $"^assign{i}")]);
    }

    internal static void Restored(MetaGraphDef meta) => meta.SaverDef = new() { FilenameTensorName = "saver_filename:0", RestoreOpName = "restore_all" };

    internal static void Initialized(MetaGraphDef meta) => meta.CollectionDef.Add("legacy_init_op", new CollectionDef { NodeList = new() { Value = { "init" } } });

    private static (string, AttrValue)[] Strings(string[] texts, bool vector)
    {
        var tensor = new TensorProto { Dtype = (int)DType.String, TensorShape = vector ? GraphBuilder.Shape(texts.Length) : GraphBuilder.Shape() };
        tensor.StringVal.AddRange(texts.Select(ByteString.CopyFromUtf8));
        return [("dtype", GraphBuilder.Type(DType.String)), ("value", new AttrValue { Tensor = tensor })];
    }
}
