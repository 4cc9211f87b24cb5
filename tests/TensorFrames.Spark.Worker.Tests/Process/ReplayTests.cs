using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>Captured connections played to the worker in the mode, over the kind of socket and in the environment they were captured in.</summary>
public class ReplayTests
{
    [Theory, EveryCapture(EvalType = EvalType.MapArrow)]
    public void Map_task_gets_its_rows_back(string name) => Replay(name);

    [Theory, EveryCapture(EvalType = EvalType.Scalar)]
    public void Scalar_task_gets_its_rows_back(string name) => Replay(name);

    private static void Replay(string name)
    {
        var capture = Capture.Open(name);
        if (capture.Simple)
        {
            using var jvm = new SimpleJvm(capture.Unix);
            Play(capture, jvm.Connection);
        }
        else
        {
            (string, string?)[] environment = [("PYTHONPATH", capture.Variable("PYTHONPATH"))];
            using var daemon = capture.Unix ? FakeJvm.UnixDaemon(environment) : FakeJvm.Daemon(environment);
            using var jvm = daemon.Connect();
            Play(capture, jvm);
        }
    }

    private static void Play(Capture capture, JvmConnection jvm)
    {
        foreach (var task in CapturedTask.Of(capture))
        {
            jvm.Send(task.Bytes);
            var reply = Reply.Read(jvm);
            Assert.Null(reply.Error);
            Assert.Equal(ArrowBytes.Rows(task.Data), ArrowBytes.Rows(reply.Arrow));
            Assert.True(reply.Reusable);
        }
    }
}
