using System.Net.Sockets;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Output;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>What the connection does around a body that ends in each way it may.</summary>
public class TaskLoopTests
{
    private static readonly PeerWatch Watch = new();

    [Fact]
    public void Body_that_stops_reading_early_leaves_a_connection_that_is_not_used_again() =>
        After((_, _, _) => { }, jvm =>
        {
            Assert.False(jvm.Run(new(SparkVersion.V43), ArrowBytes.Doubles(200_000, 5)).Reusable);
            jvm.Socket.Shutdown(SocketShutdown.Send);
            Assert.True(jvm.AtEnd());
        });

    [Fact]
    public void Error_of_ours_is_told_by_its_message() =>
        After((_, _, _) => throw new PlanException("Column 'x' is missing."), jvm =>
            Assert.StartsWith("Column 'x' is missing.\n", jvm.Run(new(SparkVersion.V43), ArrowBytes.Doubles(1)).Error, StringComparison.Ordinal));

    [Fact]
    public void Error_of_another_kind_is_told_with_its_type_and_cause() =>
        After((_, _, _) => throw new InvalidOperationException("unexpected", new FormatException("the cause")), jvm =>
        {
            var error = jvm.Run(new(SparkVersion.V43), ArrowBytes.Doubles(1)).Error!;
            Assert.StartsWith("System.InvalidOperationException: unexpected\n", error, StringComparison.Ordinal);
            Assert.Contains("caused by: the cause", error, StringComparison.Ordinal);
        });

    [Fact]
    public void Output_broken_off_is_closed_without_a_word() =>
        After((_, _, _) => throw new BrokenOutputException("within a batch", new IOException()), jvm =>
        {
            jvm.Send(new HeaderWriter(SparkVersion.V43).ToBytes());
            Assert.True(jvm.AtEnd());
        });

    [Fact]
    public void A_send_that_fails_within_a_message_ends_the_connection_without_a_frame()
    {
        Exception? thrown = null;
        After((_, socket, _) =>
        {
            var schema = new Schema([Work.Y, new Field("z", DoubleType.Default, nullable: false)], null);
            var (good, bad) = (Work.Doubles(new double[10_000]).Column(0), new DoubleArray(new ArrowBuffer(new UnreadableMemory(80_000).Memory), ArrowBuffer.Empty, 10_000, 0, 0));
            using var reply = new ArrowReply(schema, socket, CancellationToken.None);
            reply.Write(new RecordBatch(schema, [good, good], 10_000));
            thrown = Assert.Throws<BrokenOutputException>(() => reply.Write(new RecordBatch(schema, [good, bad], 10_000)));
            reply.End();
            throw thrown;
        }, jvm =>
        {
            jvm.Send(new HeaderWriter(SparkVersion.V43).ToBytes());
            using var all = new MemoryStream();
            jvm.Stream.CopyTo(all);

            // The first batch and part of the second, and nothing behind it.
            Assert.InRange(all.Length, 160_000, 245_000);
            Assert.Equal(new byte[1000], all.ToArray()[^1000..]);
        });
        Assert.Contains("broke off after", thrown!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_cannot_be_written_ends_the_stream_and_is_told() =>
        After((input, socket, cancelled) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            using var reader = new AlignedIpcReader(input, leaveOpen: true);
            using var plan = new TaskPlan([new UnwritableProgram()], ReplyColumns.Struct([Work.Y]), BlockSizes.Of([]), reportsOnly: false);
            using var stages = new TaskStages(plan, new Arrival(reader, EvalType.MapArrow), socket, new TaskCounts(), stop, 2, "partition 3", cancelled);
            stages.Run(() => null!);
        }, jvm =>
        {
            var reply = jvm.Run(new(SparkVersion.V43), FakeTask.Wrapped(Work.X, Work.Numbers(5, 4, 3)));
            Assert.Equal(9, ArrowBytes.Rows(reply.Arrow));
            Assert.Contains("no memory for the writer", reply.Error, StringComparison.Ordinal);
        });

    [Fact]
    public void Closing_cancels_the_body_and_ends_the_loop()
    {
        using var seen = new ManualResetEventSlim();
        After((_, _, cancelled) =>
        {
            Assert.True(cancelled.WaitHandle.WaitOne(5000));
            seen.Set();
            cancelled.ThrowIfCancellationRequested();
        }, jvm =>
        {
            jvm.Send(new HeaderWriter(SparkVersion.V43).ToBytes());
            jvm.Dispose();
            Assert.True(seen.Wait(5000));
        });
    }

    /// <summary>Runs the loop on a thread, with one body, while the test is the JVM; the loop ends with the connection.</summary>
    private static void After(Action<Stream, Socket, CancellationToken> body, Action<JvmConnection> test)
    {
        using var pair = new SocketPair(unix: false);
        var thread = new Thread(() =>
        {
            using (pair.Worker)
            {
                new TaskLoop(pair.Worker, new(pair.Worker), new(name => name == "SPARK_REUSE_WORKER" ? "1" : null), new Body(body), Watch).Run();
            }
        });
        thread.Start();
        using (var jvm = new JvmConnection(pair.Jvm))
        {
            test(jvm);
        }

        Assert.True(thread.Join(5000));
    }

    private sealed class Body(Action<Stream, Socket, CancellationToken> run) : ITaskBody
    {
        public void Run(TaskHeader header, Stream input, Socket output, CancellationToken cancelled) => run(input, output, cancelled);
    }
}
