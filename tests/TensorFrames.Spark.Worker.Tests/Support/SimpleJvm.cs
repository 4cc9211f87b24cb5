using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>A JVM that starts a process for one task, and is connected to by it.</summary>
internal sealed class SimpleJvm : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-jvm-").FullName;

    internal SimpleJvm(bool unix)
    {
        using var listening = new Socket(unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        var path = Path.Combine(_folder, "jvm.sock");
        listening.Bind(unix ? new UnixDomainSocketEndPoint(path) : new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(1);
        Worker = new(["-m", "pyspark.worker"], FakeJvm.Variables(
            unix,
            ("PYTHON_WORKER_FACTORY_PORT", unix ? null : ((IPEndPoint)listening.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture)),
            ("PYTHON_WORKER_FACTORY_SOCK_PATH", unix ? path : null)));
        Assert.True(listening.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead), "Spark waits 10 seconds for the connection");
        Connection = new(listening.Accept());
        if (!unix)
        {
            Assert.Equal(FakeJvm.Secret, Connection.ReadString());
            Connection.Send(new Fields().String("ok").ToArray());
        }

        Assert.Equal(Worker.Process.Id, Connection.ReadInt());
    }

    internal WorkerChild Worker { get; }

    internal JvmConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        Worker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
