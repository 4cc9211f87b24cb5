using System.Runtime.Versioning;
using TensorFrames.Spark.Tests;

// As the library itself: Linux alone.
[assembly: SupportedOSPlatform("linux")]

// Servers are big and there are few: one test after another.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ServersFixture))]

namespace TensorFrames.Spark.Tests;

/// <summary>Stops every server at the end of the run.</summary>
public sealed class ServersFixture : IDisposable
{
    private readonly EventHandler _exit = (_, _) => SparkServers.StopAll();

    public ServersFixture() => AppDomain.CurrentDomain.ProcessExit += _exit;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _exit;
        SparkServers.StopAll();
    }
}
