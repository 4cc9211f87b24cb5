extern alias spark;

using spark::TensorFrames.Bench.Spark.Servers;

namespace TensorFrames.Bench.Tests.Spark;

/// <summary>What jobs count, read from what Spark and our worker write: lines of Spark 3.5.9 and 4.0.5, without what is not read.</summary>
public class CountTests
{
    private static readonly string[] s_action =
    [
        """{"Event":"SparkListenerJobStart","Job ID":6,"Stage IDs":[7],"Properties":{"spark.rdd.scope":"{}"}}""",
        """{"Event":"SparkListenerTaskEnd","Stage ID":7,"Task Info":{"Task ID":9,"Accumulables":[]}}""",
        """{"Event":"SparkListenerJobStart","Job ID":7,"Stage IDs":[8],"Properties":{"spark.sql.execution.id":"7"}}""",
        Task("8432", "16352"),
        Task("1000", "2000"),
        """{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":7}""",
        "",
    ];

    [Fact]
    public void Bytes_of_an_actions_tasks_are_summed_and_a_schemas_job_is_none_of_it() =>
        Assert.Equal(new PythonTraffic(Tasks: 2, WorkerTasks: 2, Sent: 9432, Received: 18352), PythonTraffic.Of(s_action));

    [Fact]
    public void An_action_without_workers_has_tasks_alone() =>
        Assert.Equal(new PythonTraffic(1, 0, 0, 0), PythonTraffic.Of([s_action[2], """{"Event":"SparkListenerTaskEnd","Stage ID":8,"Task Info":{"Accumulables":[{"Name":"number of output rows","Update":"5"}]}}"""]));

    [Fact]
    public void Numbers_of_workers_lines_are_summed_by_their_names()
    {
        var counts = WorkerCounts.Of("""
            26/11/27 05:00:01 INFO Executor: Running task 0.0 in stage 8.0, partition=0, read_bytes=5
            tensorframes-worker: stage 8, attempt 0, task 11, borrowed 100 %: partition=0, rows=1000, copy_reasons=, columns=, libtensorflow=/lib/libtensorflow.so.2, libtensorflow_version=2.21.0, seconds_reading=0.0100, read_batches=1, read_bytes=8640, seconds_writing=0.0020, gathered_bytes=16000, assembled_bytes=588
            tensorframes-worker: stage 8, attempt 0, task 12, borrowed 100 %: partition=1, rows=200, seconds_reading=0.0200, read_batches=2, read_bytes=1200, seconds_writing=0.0040, gathered_bytes=2000, assembled_bytes=12
            tensorframes-worker: idle
            """);
        Assert.Equal((2, 3.0, 9840.0, 18600.0), (counts.Tasks, counts.Batches, counts.Read, counts.Written));
        Assert.Equal([("reading", 0.03), ("writing", 0.006)], counts.Seconds.Select(s => (s.Stage, Math.Round(s.Seconds, 6))));
    }

    private static string Task(string sent, string received) =>
        $$$"""{"Event":"SparkListenerTaskEnd","Stage ID":8,"Task Info":{"Task ID":10,"Accumulables":[{"ID":9,"Name":"data sent to Python workers","Update":"{{{sent}}}","Value":"{{{sent}}}","Internal":true,"Metadata":"sql"},{"ID":10,"Name":"data returned from Python workers","Update":"{{{received}}}","Value":"{{{received}}}","Internal":true,"Metadata":"sql"}]}}""";
}
