using System.Text;
using System.Text.Json;
using TensorFrames.Columns;

namespace TensorFrames.Spark;

/// <summary>
/// A column's dtype and cell shape, where Spark's type does not tell them: strings in StructField.metadata, a JSON object on
/// Spark's side, and under the same keys in the metadata of the Arrow field.
/// </summary>
internal static class FieldMetadata
{
    internal const string DType = SparkColumn.DTypeKey;
    internal const string Shape = SparkColumn.ShapeKey;

    /// <summary>Our keys, and TensorFrames' shape, of a StructField's metadata; null where there is none of them.</summary>
    internal static Dictionary<string, string>? FromJson(string json)
    {
        if (!json.Contains("tensorframes.", StringComparison.Ordinal) && !json.Contains(ShapeMetadata.TensorFramesKey, StringComparison.Ordinal))
        {
            return null;
        }

        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var key in (ReadOnlySpan<string>)[DType, Shape, ShapeMetadata.TensorFramesKey])
        {
            if (document.RootElement.TryGetProperty(key, out var value))
            {
                result[key] = value.ToString();
            }
        }

        return result.Count > 0 ? result : null;
    }

    /// <summary>Our keys of an Arrow field's metadata as a JSON object; null where there is none of them.</summary>
    internal static string? ToJson(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || !(metadata.ContainsKey(DType) || metadata.ContainsKey(Shape)))
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var key in (ReadOnlySpan<string>)[DType, Shape])
            {
                if (metadata.TryGetValue(key, out var value))
                {
                    writer.WriteString(key, value);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
