using System.Net;
using System.Net.Sockets;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>A task's two ends over a real connection: the test is Spark's side, the body runs on a thread of its own.</summary>
internal sealed class FakeTask : IDisposable
{
    private readonly Socket _worker;
    private readonly Thread _body;
    private Exception? _error;

    /// <param name="body">Runs it.</param>
    /// <param name="header">The task.</param>
    /// <param name="socketBytes">What the kernel holds for each end; 0: as it likes.</param>
    internal FakeTask(TaskBody body, TaskHeader header, int socketBytes = 0)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var spark = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (socketBytes > 0)
        {
            // Before they connect: it decides the window.
            listener.ReceiveBufferSize = listener.SendBufferSize = spark.ReceiveBufferSize = spark.SendBufferSize = socketBytes;
        }

        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Spark = spark;
        Spark.Connect(listener.LocalEndPoint!);
        _worker = listener.Accept();
        _body = new Thread(() =>
        {
            try
            {
                body.Run(header, new SocketInput(_worker) { LooksAhead = false }, _worker, Cancel.Token);
            }
            catch (Exception e)
            {
                _error = e;
            }

            _worker.Shutdown(SocketShutdown.Send);
        })
        { IsBackground = true };
        _body.Start();
    }

    /// <summary>Spark's side.</summary>
    internal Socket Spark { get; }

    internal CancellationTokenSource Cancel { get; } = new();

    /// <summary>Sends the whole input and takes the whole reply.</summary>
    internal static FakeReply Run(TaskBody body, TaskHeader header, byte[] input)
    {
        using var task = new FakeTask(body, header);
        var sending = new Thread(() => task.TrySend(input)) { IsBackground = true };
        sending.Start();
        return task.Finish();
    }

    internal void TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[Spark.Send(bytes)..];
            }
        }
        catch (SocketException)
        {
            // The body has ended before it took all.
        }
    }

    /// <summary>Takes all that still comes, then the body's end.</summary>
    internal FakeReply Finish()
    {
        using var reply = new MemoryStream();
        var buffer = new byte[1 << 20];
        for (int count; (count = Spark.Receive(buffer)) > 0;)
        {
            reply.Write(buffer, 0, count);
        }

        Assert.True(_body.Join(TimeSpan.FromSeconds(20)), "the body does not end");
        return new FakeReply(reply.ToArray(), _error);
    }

    internal Exception? Join(TimeSpan most) => _body.Join(most) ? _error : throw new TimeoutException("the body does not end");

    public void Dispose()
    {
        Spark.Dispose();
        _body.Join(TimeSpan.FromSeconds(20));
        _worker.Dispose();
        Cancel.Dispose();
    }

    /// <summary>A task of mapInArrow.</summary>
    internal static TaskHeader Map(WorkerTask task, Runtime? tf = null, params (string Name, string Value)[] settings) => new()
    {
        Partition = 7,
        EvalType = 207,
        Functions = [new TaskFunction([0], task.ToBytes())],
        Settings = Settings(tf, settings),
    };

    /// <summary>A task of functions over columns.</summary>
    internal static TaskHeader Scalar(Runtime? tf, params TaskFunction[] functions) => new() { Partition = 7, EvalType = 200, Functions = functions, Settings = Settings(tf, []) };

    /// <summary>Batches wrapped as mapInArrow's input has them.</summary>
    internal static byte[] Wrapped(Schema columns, IEnumerable<RecordBatch> batches, IpcOptions? options = null)
    {
        var type = new StructType(columns.FieldsList);
        var schema = new Schema([new Field("struct", type, nullable: false)], null);
        return Stream(schema, batches.Select(b => new RecordBatch(schema, [new StructArray(type, b.Length, b.Arrays, ArrowBuffer.Empty)], b.Length)), options);
    }

    /// <summary>Batches as functions over columns get them.</summary>
    internal static byte[] Plain(Schema columns, IEnumerable<RecordBatch> batches)
    {
        var schema = new Schema(columns.FieldsList.Select((f, i) => new Field($"_{i}", f.DataType, f.IsNullable)), null);
        return Stream(schema, batches.Select(b => new RecordBatch(schema, b.Arrays, b.Length)), null);
    }

    private static byte[] Stream(Schema schema, IEnumerable<RecordBatch> batches, IpcOptions? options)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true, options ?? new IpcOptions());
        writer.WriteStart();
        foreach (var batch in batches)
        {
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
        return stream.ToArray();
    }

    private static Dictionary<string, string> Settings(Runtime? tf, (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
        if (tf is not null)
        {
            all[WorkerSettings.Library] = tf.LibraryPath;
        }

        return all;
    }
}
