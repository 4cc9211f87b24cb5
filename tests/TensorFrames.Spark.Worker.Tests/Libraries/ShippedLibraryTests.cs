using Apache.Arrow.Ipc;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Libraries;

/// <summary>Two executors of one node, each a process, that get a real libtensorflow with the session.</summary>
public sealed class ShippedLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-shipped-").FullName;

    [Fact]
    public void Two_processes_unpack_it_once_and_run_graphs()
    {
        var file = Archive.WriteReal(_folder, TestRuntimes.LibraryPath(TestRuntimes.Old));
        (string, string?)[] variables = [("XDG_CACHE_HOME", Path.Combine(_folder, "cache")), ("TENSORFRAMES_LIBTENSORFLOW", "/no/such/place")];
        using var one = FakeJvm.Daemon(variables);
        using var two = FakeJvm.Daemon(variables);
        var header = new HeaderWriter(SparkVersion.V43)
        {
            Files = _folder,
            Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow.file"] = file },
            Functions = [([0], [Work.Task(Work.AddThree).ToBytes()])],
        };
        Parallel.ForEach([one, two], jvm =>
        {
            using var connection = jvm.Connect();
            var reply = connection.Run(header, FakeTask.Wrapped(Work.X, Work.Numbers(1000)));
            Assert.Null(reply.Error);
            using var reader = new ArrowStreamReader(new MemoryStream(reply.Arrow!));
            Assert.Equal(1000, reader.ReadNextRecordBatch().Length);
        });
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(_folder, "cache", "tensorframes-net", "shipped")));
        Assert.All([one, two], jvm => Assert.Contains($"libtensorflow 1.15.0 from {_folder}", jvm.Worker.LogText, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
