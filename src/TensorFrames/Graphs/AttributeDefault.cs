using System.Text.Json;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>The default value of an attribute, and whether a node's value is just that.</summary>
internal sealed class AttributeDefault(AttrValue value, string text)
{
    /// <summary>As messages show it: <c>false</c>, <c>""</c>, <c>int32</c>.</summary>
    public string Text { get; } = text;

    public static AttributeDefault Read(JsonElement entry)
    {
        var (type, value) = (entry.GetProperty("type").GetString()!, entry.GetProperty("default"));
        return new(Make(type, value), type == "type" ? value.GetString()! : value.GetRawText());
    }

    public bool Holds(AttrValue other) => other.ValueCase == AttrValue.ValueOneofCase.F && value.ValueCase == AttrValue.ValueOneofCase.F
        ? other.F.Equals(value.F)
        : other.Equals(value) || (IsEmptyList(value) && IsEmptyList(other));

    // An empty list is written with or without its list message, depending on the writer.
    private static bool IsEmptyList(AttrValue value) => value.ValueCase switch
    {
        AttrValue.ValueOneofCase.None => true,
        AttrValue.ValueOneofCase.List => value.List.CalculateSize() == 0,
        _ => false,
    };

    private static AttrValue Make(string type, JsonElement value) => type switch
    {
        "bool" => new() { B = value.GetBoolean() },
        "int" => new() { I = value.GetInt64() },
        "float" => new() { F = (float)value.GetDouble() },
        "string" => new() { S = Google.Protobuf.ByteString.CopyFromUtf8(value.GetString()!) },
        "type" => new() { Type = (int)TypeOf(value.GetString()!) },
        _ when type.StartsWith("list(", StringComparison.Ordinal) && value.GetArrayLength() == 0 => new() { List = new() },
        _ => throw new InvalidOperationException($"The recorded default {value.GetRawText()} of type {type} has no reader."),
    };

    private static DType TypeOf(string name) => Enum.GetValues<DType>().First(d => string.Equals(d.Name(), name, StringComparison.Ordinal));
}
