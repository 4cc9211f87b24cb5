using System.Text;
using System.Text.Json;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark;

/// <summary>Spark's types as its JSON, which alone carries nullability and metadata of every field.</summary>
internal static class SparkTypeJson
{
    internal static string Of(DataType type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, type);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, DataType type)
    {
        switch (type.KindCase)
        {
            case KindOneofCase.Byte or KindOneofCase.Short or KindOneofCase.Integer or KindOneofCase.Long:
                writer.WriteStringValue(type.KindCase.ToString().ToLowerInvariant());
                break;
            case KindOneofCase.Array:
                Begin(writer, "array");
                Write(writer, "elementType", type.Array.ElementType);
                writer.WriteBoolean("containsNull", type.Array.ContainsNull);
                writer.WriteEndObject();
                break;
            case KindOneofCase.Map:
                Begin(writer, "map");
                Write(writer, "keyType", type.Map.KeyType);
                Write(writer, "valueType", type.Map.ValueType);
                writer.WriteBoolean("valueContainsNull", type.Map.ValueContainsNull);
                writer.WriteEndObject();
                break;
            case KindOneofCase.Struct:
                Begin(writer, "struct");
                WriteFields(writer, type.Struct);
                writer.WriteEndObject();
                break;
            case KindOneofCase.Udt:
                Begin(writer, "udt");
                WriteUdt(writer, type.Udt);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(SparkTypeText.Simple(type) ?? throw new NotSupportedException($"type {type.KindCase} has no JSON form."));
                break;
        }
    }

    private static void Begin(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
    }

    private static void Write(Utf8JsonWriter writer, string name, DataType type)
    {
        writer.WritePropertyName(name);
        Write(writer, type);
    }

    private static void WriteFields(Utf8JsonWriter writer, Types.Struct type)
    {
        writer.WriteStartArray("fields");
        foreach (var field in type.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            Write(writer, "type", field.DataType);
            writer.WriteBoolean("nullable", field.Nullable);
            writer.WritePropertyName("metadata");
            writer.WriteRawValue(field.HasMetadata ? field.Metadata : "{}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUdt(Utf8JsonWriter writer, Types.UDT type)
    {
        if (type.HasJvmClass)
        {
            writer.WriteString("class", type.JvmClass);
        }

        if (type.HasPythonClass)
        {
            writer.WriteString("pyClass", type.PythonClass);
        }

        if (type.HasSerializedPythonClass)
        {
            writer.WriteString("serializedClass", type.SerializedPythonClass);
        }

        Write(writer, "sqlType", type.SqlType);
    }
}
