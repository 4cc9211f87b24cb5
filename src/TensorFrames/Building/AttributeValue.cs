using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>
/// The value of an operation's attribute, or none (the default): the op's own default. Numbers, bools, texts, dtypes, shapes and
/// tensors become one by themselves; lists by <see cref="List(IReadOnlyList{long})"/> and its siblings.
/// </summary>
public readonly struct AttributeValue
{
    private AttributeValue(string type, AttrValue proto) => (Type, Proto) = (type, proto);

    /// <summary>As op definitions name it: int, list(type), …</summary>
    internal string? Type { get; }

    internal AttrValue? Proto { get; }

    /// <summary>An integer.</summary>
    public static implicit operator AttributeValue(long? value) => value is { } v ? new("int", new() { I = v }) : default;

    /// <summary>A number.</summary>
    public static implicit operator AttributeValue(float? value) => value is { } v ? new("float", new() { F = v }) : default;

    /// <summary>A bool.</summary>
    public static implicit operator AttributeValue(bool? value) => value is { } v ? new("bool", new() { B = v }) : default;

    /// <summary>A text, as UTF-8.</summary>
    public static implicit operator AttributeValue(string? value) => value is not null ? new("string", new() { S = ByteString.CopyFromUtf8(value) }) : default;

    /// <summary>An element type.</summary>
    public static implicit operator AttributeValue(DType? value) => value is { } v ? new("type", new() { Type = (int)v }) : default;

    /// <summary>A shape.</summary>
    public static implicit operator AttributeValue(TensorShape? value) => value is { } v ? new("shape", new() { Shape = ProtoParts.Shape(v) }) : default;

    /// <summary>A tensor.</summary>
    public static implicit operator AttributeValue(TensorValue? value) => value is not null ? new("tensor", new() { Tensor = Protos.Of(value) }) : default;

    /// <summary>A function of the graph, by its name.</summary>
    public static AttributeValue Function(string? name) => name is not null ? new("func", new() { Func = new NameAttrList { Name = name } }) : default;

    /// <summary>Integers.</summary>
    public static AttributeValue List(IReadOnlyList<long>? values) => Many("list(int)", values, (list, all) => list.I.AddRange(all));

    /// <summary>Numbers.</summary>
    public static AttributeValue List(IReadOnlyList<float>? values) => Many("list(float)", values, (list, all) => list.F.AddRange(all));

    /// <summary>Bools.</summary>
    public static AttributeValue List(IReadOnlyList<bool>? values) => Many("list(bool)", values, (list, all) => list.B.AddRange(all));

    /// <summary>Texts, as UTF-8.</summary>
    public static AttributeValue List(IReadOnlyList<string>? values) => Many("list(string)", values, (list, all) => list.S.AddRange(all.Select(ByteString.CopyFromUtf8)));

    /// <summary>Element types.</summary>
    public static AttributeValue List(IReadOnlyList<DType>? values) => Many("list(type)", values, (list, all) => list.Type.AddRange(all.Select(t => (int)t)));

    /// <summary>Shapes.</summary>
    public static AttributeValue List(IReadOnlyList<TensorShape>? values) => Many("list(shape)", values, (list, all) => list.Shape.AddRange(all.Select(ProtoParts.Shape)));

    /// <summary>Functions of the graph, by their names.</summary>
    public static AttributeValue Functions(IReadOnlyList<string>? names) => Many("list(func)", names, (list, all) => list.Func.AddRange(all.Select(n => new NameAttrList { Name = n })));

    private static AttributeValue Many<T>(string type, IReadOnlyList<T>? values, Action<AttrValue.Types.ListValue, IReadOnlyList<T>> add)
    {
        if (values is null)
        {
            return default;
        }

        var list = new AttrValue.Types.ListValue();
        add(list, values);
        return new(type, new() { List = list });
    }
}
