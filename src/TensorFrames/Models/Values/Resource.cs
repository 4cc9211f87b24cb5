using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>Variables and tables: the nodes that stand for them, and the names by which they are one.</summary>
internal static class Resource
{
    public static bool IsRefVariable(string op) => op is "Variable" or "VariableV2";

    public static bool IsVariable(string op) => op is "VarHandleOp" || IsRefVariable(op);

    public static bool IsTable(string op) => op is "HashTable" or "HashTableV2" or "MutableHashTable" or "MutableHashTableV2";

    /// <summary>Two nodes of one name are one variable or table.</summary>
    public static string NameOf(NodeDef node) =>
        node.Attr.TryGetValue("shared_name", out var shared) && !shared.S.IsEmpty ? shared.S.ToStringUtf8() : node.Name;

    /// <summary>What a variable's node says of its value.</summary>
    public static (DType DType, TensorShape Shape) TypeOf(NodeDef variable) =>
        ((DType)variable.Attr.GetValueOrDefault("dtype", new AttrValue()).Type, InitialValues.ShapeOf(variable.Attr.GetValueOrDefault("shape")?.Shape));
}
