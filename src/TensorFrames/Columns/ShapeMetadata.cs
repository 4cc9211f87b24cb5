using System.Text.Json;
using Apache.Arrow;

namespace TensorFrames.Columns;

/// <summary>The shape of a column's cells in its field's metadata, where the column's type does not tell it.</summary>
internal static class ShapeMetadata
{
    /// <summary>A cell's shape: <c>[28,28]</c>, -1 for an open size.</summary>
    internal const string Key = "tensorframes.shape";

    /// <summary>TensorFrames' own key, read where ours is not there: a block's shape, <c>[-1,28,28]</c>, of which the rows are left out.</summary>
    internal const string TensorFramesKey = "org.spartf.shape";

    /// <summary>The declared cell shape; null where there is none, or none that can be read.</summary>
    internal static TensorShape? ShapeOf(Field field) => field.Metadata is not { } metadata ? null
        : metadata.TryGetValue(Key, out var own) ? Parse(own)
        : metadata.TryGetValue(TensorFramesKey, out var theirs) && Parse(theirs) is { Rank: > 0 } block ? block.Cell
        : null;

    /// <summary>The field with this cell shape in its metadata, in place of any other.</summary>
    internal static Field With(Field field, TensorShape cell)
    {
        var metadata = (field.Metadata ?? new Dictionary<string, string>()).Where(m => m.Key is not (Key or TensorFramesKey)).Append(new(Key, Text(cell)));
        return new Field(field.Name, field.DataType, field.IsNullable, metadata);
    }

    internal static string Text(TensorShape cell) => $"[{string.Join(',', cell.Dims.ToArray())}]";

    private static TensorShape? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new TensorShape([.. json.RootElement.EnumerateArray().Select(size => size.GetInt64())]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
