using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Ipc;

/// <summary>A stream's schema: Apache.Arrow's, and how each column and dictionary lies in the messages.</summary>
internal sealed class IpcSchema
{
    private IpcSchema(Schema schema, ColumnPlan[] columns, Dictionary<long, DictionaryEntry> dictionaries)
    {
        Schema = schema;
        Columns = columns;
        Dictionaries = dictionaries;
    }

    public Schema Schema { get; }

    public ColumnPlan[] Columns { get; }

    public Dictionary<long, DictionaryEntry> Dictionaries { get; }

    /// <summary>Parses the metadata of a schema message, without its length prefix.</summary>
    public static IpcSchema Parse(ReadOnlySpan<byte> metadata, ExtensionTypeRegistry? extensionTypes)
    {
        var header = FlatTable.Root(metadata).Table(2, "schema");
        new SchemaVerifier(metadata.Length).Check(header);
        var schema = ToArrow(metadata, extensionTypes);
        var fields = header.Vector(1, sizeof(uint));
        var builder = new ColumnPlanBuilder();
        var columns = new ColumnPlan[fields.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var field = schema.GetFieldByIndex(i);
            columns[i] = builder.Build(field.DataType, fields.Table(i), field.Name ?? "");
        }

        return new(schema, columns, builder.Dictionaries);
    }

    private static Schema ToArrow(ReadOnlySpan<byte> metadata, ExtensionTypeRegistry? extensionTypes)
    {
        var framed = new byte[8 + metadata.Length];
        BitConverter.TryWriteBytes(framed.AsSpan(0, 4), -1);
        BitConverter.TryWriteBytes(framed.AsSpan(4, 4), metadata.Length);
        metadata.CopyTo(framed.AsSpan(8));
        try
        {
            var registry = extensionTypes ?? ExtensionTypeRegistry.Default;
            using var stream = new MemoryStream(framed);
            using var reader = new ArrowStreamReader(new ArrowContext(extensionRegistry: registry), stream);
            return reader.Schema;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new IpcFormatException($"its schema cannot be read: {e.Message}", inner: e);
        }
    }
}
