using Apache.Arrow;
using Apache.Arrow.Ipc;
using Google.Protobuf;
using TensorFrames.Ipc;

namespace TensorFrames.Spark;

/// <summary>Schemas as the schema message of an Arrow IPC stream, with every field's metadata.</summary>
internal static class SchemaMessage
{
    internal static ByteString Of(Schema schema)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            writer.WriteStart();
        }

        return ByteString.CopyFrom(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="PlanException">The bytes are no schema.</exception>
    internal static Schema Parse(ByteString bytes, string what)
    {
        try
        {
            using var reader = new AlignedIpcReader(new MemoryStream(bytes.ToByteArray()), new IpcReadOptions { Name = what });
            return reader.Schema;
        }
        catch (TableException e)
        {
            throw new PlanException($"The command's {what} schema cannot be read: {e.Message}", e);
        }
    }
}
