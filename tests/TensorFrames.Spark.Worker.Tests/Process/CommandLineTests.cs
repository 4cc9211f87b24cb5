using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class CommandLineTests
{
    [Theory]
    [InlineData(LaunchMode.Daemon, "-m", "pyspark.daemon")]
    [InlineData(LaunchMode.Daemon, "-m", "pyspark.daemon", "pyspark.worker")]
    [InlineData(LaunchMode.Daemon, "-m", "pyspark.daemon", "pyspark.worker", "more")]
    [InlineData(LaunchMode.Simple, "-m", "pyspark.worker")]
    [InlineData(LaunchMode.Version, "-VV")]
    [InlineData(LaunchMode.Script, "-c", "import os")]
    [InlineData(LaunchMode.Help, "x")]
    [InlineData(LaunchMode.Help, "-m")]
    [InlineData(LaunchMode.Help)]
    public void Word_after_m_decides(object mode, params string[] arguments) =>
        Assert.Equal((LaunchMode)mode, CommandLine.Parse(arguments, new(_ => null)));

    [Theory, InlineData(LaunchMode.Daemon, null), InlineData(LaunchMode.Simple, "4711")]
    public void Module_by_another_name_is_what_the_environment_says(object mode, string? port) =>
        Assert.Equal((LaunchMode)mode, CommandLine.Parse(["-m", "our.module"], new(name => name == "PYTHON_WORKER_FACTORY_PORT" ? port : null)));

    [Theory, InlineData(0, "tensorframes-worker", "-VV"), InlineData(0, "tensorframes-worker", "--version"), InlineData(0, "", "-c", "x"), InlineData(64, "in place of Python", "x")]
    public void Anything_else_ends_at_once(int code, string says, params string[] arguments)
    {
        using var worker = new WorkerChild(arguments, FakeJvm.Variables(unix: false));
        using var output = new StreamReader(worker.StandardOutput);
        Assert.Contains(says, output.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal(code, worker.ExitCode());
    }
}
