using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Protocol;

/// <summary>Headers of every version, those that were not captured too. 4.2's layout is the written protocol's: no real one has been run.</summary>
public class HeaderTests
{
    public static TheoryData<string> Versions => [.. HeaderWriter.Versions.Select(v => v.ToString())];

    [Theory, MemberData(nameof(Versions))]
    public void Task_is_read_whole(string spark)
    {
        var task = Read(new(Version(spark))
        {
            Barrier = true,
            Resources = [("gpu", ["0", "1"])],
            Properties = new(StringComparer.Ordinal) { ["spark.app.name"] = "x", ["spark.tensorframes.libtensorflow"] = "/opt/ünï" },
        }).Checked();
        Assert.Equal((3, 7, 2, 99L, 4, true, "/files", 207), (task.Partition, task.StageId, task.AttemptNumber, task.TaskAttemptId, task.Cpus, task.IsBarrier, task.FilesFolder, task.EvalType));
        Assert.Equal(["0", "1"], task.Resources["gpu"]);
        Assert.Equal(("libtensorflow", "/opt/ünï"), task.Settings.Select(s => (s.Key, s.Value)).Single());
        Assert.Equal([1, 2, 3], Assert.Single(task.Functions).Command.ToArray());
    }

    [Theory, MemberData(nameof(Versions))]
    public void Scalar_functions_come_with_their_columns_and_what_follows_them(string spark)
    {
        var task = Read(new(Version(spark)) { EvalType = EvalType.Scalar, Profiler = true, Functions = [([1, 0], [[1], [2, 2]]), ([2], [[3]])] }).Checked();
        Assert.Equal([[1, 0], [2]], task.Functions.Select(f => f.Arguments));
        Assert.Equal([2, 2], Assert.Single(task.Functions[0].Then).ToArray());
    }

    [Theory, MemberData(nameof(Versions))]
    public void Broadcasts_live_as_long_as_the_connection(string spark)
    {
        var writer = new HeaderWriter(Version(spark));
        var headers = new HeaderReader(null);
        Assert.NotNull(headers.Read(new MemoryStream((writer with { Broadcasts = [4] }).ToBytes())));
        Assert.NotNull(headers.Read(new MemoryStream((writer with { Broadcasts = [-5, 6] }).ToBytes())));
        Assert.Throws<ProtocolException>(() => headers.Read(new MemoryStream((writer with { Broadcasts = [-5] }).ToBytes())));
    }

    [Theory, MemberData(nameof(Versions))]
    public void Eval_type_that_does_not_run_is_named(string spark)
    {
        var error = Assert.Throws<ProtocolException>(() => Read(new(Version(spark)) { EvalType = 209 }).Checked());
        Assert.Contains("209 (GROUPED_MAP_ARROW)", error.Message, StringComparison.Ordinal);
        Assert.Contains("302 (ARROW_UDTF)", Assert.Throws<ProtocolException>(() => Read(new(Version(spark)) { EvalType = 302 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_of_another_protocol_is_refused() =>
        Assert.Contains("protocol 2", Assert.Throws<ProtocolException>(Read(new(SparkVersion.V43) { Tag = "tensorframes;proto=2;spark=4.3.0" }).Checked).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("PYTHONPATH", "/s/python/lib/pyspark.zip:/s/jars/spark-core_2.13-4.1.4.jar", "4.1")]
    [InlineData("SPARK_PYTHON_RUNTIME", "PYTHON_WORKER", "4.2")]
    [InlineData("PYTHON_DAEMON_KILL_WORKER_ON_FLUSH_FAILURE", "1", "4.1")]
    [InlineData("PYTHON_UDF_BATCH_SIZE", "100", "4.0")]
    public void Version_is_found_without_a_tag(string variable, string value, string spark)
    {
        var hint = SparkHint.From(name => name == variable ? value : null);
        Assert.Equal(spark, hint.ToString());
        Assert.NotNull(new HeaderReader(hint).Read(new MemoryStream(new HeaderWriter(Version(spark)) { Tag = "tensorframes;proto=1" }.ToBytes())));
    }

    [Fact]
    public void Version_that_nobody_tells_is_an_error() =>
        Assert.Contains("version is not known", Assert.Throws<ProtocolException>(() => Read(new(SparkVersion.V41) { Tag = "3.11" })).Message, StringComparison.Ordinal);

    [Fact]
    public void Frame_that_holds_more_is_an_error()
    {
        var bytes = new HeaderWriter(SparkVersion.V43).ToBytes();
        bytes[7] += 2;
        Assert.Contains("2 bytes of its frame are left over", Assert.Throws<ProtocolException>(() => new HeaderReader(null).Read(new MemoryStream([.. bytes, 0, 0]))).Message, StringComparison.Ordinal);
    }

    private static SparkVersion Version(string text) => SparkVersion.Parse(text)!.Value;

    private static ParsedHeader Read(HeaderWriter writer)
    {
        var stream = new MemoryStream([.. writer.ToBytes(), 77]);
        var header = new HeaderReader(null).Read(stream)!;
        Assert.Equal(stream.Length - 1, stream.Position);
        return header;
    }
}
