using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns;

/// <summary>
/// Arrow's canonical extension type arrow.fixed_shape_tensor: a flat fixed-size list whose metadata holds the cell's
/// shape. Read from the field's metadata, as it stands there when nobody registered the type, or from a registered one.
/// </summary>
internal static class FixedShapeTensor
{
    internal const string Name = "arrow.fixed_shape_tensor";
    internal const string NameKey = "ARROW:extension:name";
    internal const string MetadataKey = "ARROW:extension:metadata";

    /// <summary>The declared shape of a cell, as its values lie; null if the field is no such tensor.</summary>
    internal static TensorShape? ShapeOf(Field field) => Declared(field)?.Shape;

    /// <summary>Whether the field is a tensor whose axes are meant in another order than its values lie in.</summary>
    internal static bool IsPermuted(Field field) => Declared(field) is { Permuted: true };

    /// <summary>The metadata of a field whose cells have this shape.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Metadata(TensorShape cell) =>
    [
        new(NameKey, Name),
        new(MetadataKey, $"{{\"shape\":{cell}}}"),
    ];

    private static (TensorShape Shape, bool Permuted)? Declared(Field field)
    {
        if (field.DataType is ExtensionType extension)
        {
            return extension.Name == Name ? Parse(extension.ExtensionMetadata) : null;
        }

        return field.Metadata is { } metadata && metadata.TryGetValue(NameKey, out var name) && name == Name
            && metadata.TryGetValue(MetadataKey, out var json) ? Parse(json) : null;
    }

    private static (TensorShape Shape, bool Permuted)? Parse(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var root = document.RootElement;
            var shape = new TensorShape([.. root.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
            return (shape, root.TryGetProperty("permutation", out var permutation) && !IsIdentity(permutation));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool IsIdentity(JsonElement permutation) => permutation.ValueKind == JsonValueKind.Null
        || (permutation.ValueKind == JsonValueKind.Array && permutation.EnumerateArray().Select((axis, i) => axis.GetInt32() == i).All(same => same));
}
