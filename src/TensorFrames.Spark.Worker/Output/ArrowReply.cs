using System.Buffers.Binary;
using System.Net.Sockets;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Output;

/// <summary>
/// A task's reply: the marker and one Arrow stream, begun by the first batch, so that a task without one writes nothing.
/// A batch goes out whole, or the connection is lost.
/// </summary>
internal sealed class ArrowReply(Schema schema, Socket socket, CancellationToken cancelled) : IDisposable
{
    private const int StartArrowStream = -6;

    private readonly GatheringStream _stream = new(socket, cancelled);
    private ArrowStreamWriter? _writer;
    private bool _broken;

    /// <summary>Bytes of batches that went out from where they lay.</summary>
    internal long Gathered => _stream.Gathered;

    /// <summary>Bytes that were copied first, metadata and padding among them.</summary>
    internal long Copied => _stream.Copied;

    /// <summary>Writes one batch of the reply's schema; it stays the caller's.</summary>
    /// <exception cref="SocketException">Spark has closed the connection.</exception>
    /// <exception cref="BrokenOutputException">Something else failed when part of the reply had left: no marker may stand there.</exception>
    internal void Write(RecordBatch batch)
    {
        _writer ??= Begin();
        try
        {
            _stream.Buffers.Pin(batch);
            _writer.WriteRecordBatch(batch);
        }
        catch
        {
            _stream.Forget();
            throw;
        }

        Send();
    }

    /// <summary>Ends the stream, if one was begun: a marker may stand there again. After a broken write there is nothing to end.</summary>
    internal void End()
    {
        if (_writer is null || _broken)
        {
            return;
        }

        try
        {
            _writer.WriteEnd();
        }
        catch (Exception e)
        {
            // A marker would stand within the stream.
            _broken = true;
            throw new BrokenOutputException($"The answer could not be ended: {e.Message}", e);
        }

        Send();
        _writer = null;
    }

    public void Dispose() => _stream.Dispose();

    private ArrowStreamWriter Begin()
    {
        Span<byte> marker = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(marker, StartArrowStream);
        _stream.Write(marker);
        var writer = new ArrowStreamWriter(_stream, schema, leaveOpen: true);
        writer.WriteStart();
        Send();
        return writer;
    }

    private void Send()
    {
        try
        {
            _stream.Send();
        }
        catch (IOException e) when (_stream.Sent > 0)
        {
            _broken = true;
            throw new BrokenOutputException($"The answer broke off after {_stream.Sent} bytes: {e.Message}", e);
        }
        catch
        {
            _broken = true;
            throw;
        }
    }
}
