using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class SimpleModeTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void One_task_and_the_process_is_done(bool unix)
    {
        using var jvm = new SimpleJvm(unix);
        EchoTasks.Echoes(jvm.Connection);
        jvm.Connection.Dispose();
        Assert.Equal(0, jvm.Worker.ExitCode());
    }

    [Fact]
    public void Failed_task_is_told_and_shows_in_the_exit_code()
    {
        using var jvm = new SimpleJvm(unix: false);
        Assert.Contains("GROUPED_MAP_ARROW", jvm.Connection.Run(new(SparkVersion.V43) { EvalType = 209 }, ArrowBytes.Doubles(1)).Error, StringComparison.Ordinal);
        jvm.Connection.Dispose();
        Assert.Equal(255, jvm.Worker.ExitCode());
    }
}
