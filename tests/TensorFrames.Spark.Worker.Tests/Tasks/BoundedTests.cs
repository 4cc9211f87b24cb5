using System.Net.Sockets;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Reading, running and writing go on beside each other, and only so far ahead as batches in flight allow.</summary>
public sealed class BoundedTests
{
    private const int BatchRows = 100_000;
    private const int BatchBytes = BatchRows * sizeof(double);

    // One is read, two wait, one runs, two wait, one is written.
    private const int InFlight = 7;

    // What the kernel holds, on either side and in either direction, and doubles.
    private const int SocketBytes = 256 << 10;

    [Theory, EveryRuntime]
    public void A_Spark_that_does_not_read_holds_up_running_and_reading(Runtime tf)
    {
        var (body, header) = (new TaskBody(), FakeTask.Map(Work.Task(Work.AddThree), tf));
        var runtime = body.Libraries.Open(header, TestContext.Current.CancellationToken).Runtime;
        var input = FakeTask.Wrapped(Work.X, Work.Numbers([.. Enumerable.Repeat(BatchRows, 100)]));
        using var task = new FakeTask(body, header, SocketBytes);
        var sent = SendUntilStuck(task.Spark, input, least: 3 * BatchBytes, out var peak, () => runtime.Counters.LiveBytes);

        // Not a byte of the answer is taken: others have run while the first is being written, but no more than fit.
        Assert.InRange(runtime.Counters.Runs, 2, InFlight);
        Assert.InRange(peak, BatchBytes, InFlight * BatchBytes);
        Assert.InRange(sent, 3 * BatchBytes, ((InFlight + 1) * BatchBytes) + (4 * SocketBytes));
        task.Spark.Blocking = true;
        var rest = new Thread(() => task.TrySend(input.AsSpan(sent)));
        rest.Start();
        Assert.Equal(100L * BatchRows, task.Finish().Rows().Sum(b => (long)b.Length));
        rest.Join();
    }

    [Theory, EveryRuntime]
    public void The_next_batches_are_read_while_one_runs(Runtime tf)
    {
        var (body, header) = (new TaskBody(), FakeTask.Map(Work.Task(Work.Sines(2000)), tf));
        var runtime = body.Libraries.Open(header, TestContext.Current.CancellationToken).Runtime;
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(BatchRows, BatchRows, BatchRows));
        using var task = new FakeTask(body, header, SocketBytes);
        task.TrySend(input);

        // All but what the sockets hold is in the worker, and the first block, of 200 million sines, is not done.
        Assert.Equal((0, 0L), (task.Spark.Available, runtime.Counters.LiveOutputs));
        Assert.Equal(3L * BatchRows, task.Finish().Rows().Sum(b => (long)b.Length));
    }

    private static int SendUntilStuck(Socket spark, byte[] input, int least, out long peak, Func<long> live)
    {
        (var sent, peak) = (0, 0L);
        spark.Blocking = false;
        for (int idle = 0, all = 0; (idle < 20 || sent < least) && all < 2000; all++)
        {
            peak = Math.Max(peak, live());
            try
            {
                sent += spark.Send(input.AsSpan(sent, Math.Min(SocketBytes, input.Length - sent)));
                idle = 0;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
                idle++;
            }
        }

        return sent;
    }
}
