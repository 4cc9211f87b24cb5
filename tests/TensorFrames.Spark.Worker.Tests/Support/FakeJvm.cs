using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Does what an executor's JVM does with a worker: starts it, connects, gives it tasks.</summary>
internal sealed class FakeJvm : IDisposable
{
    internal const string Secret = "0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-jvm-").FullName;
    private readonly EndPoint _place;

    private FakeJvm(bool unix, params (string Name, string? Value)[] variables)
    {
        IsUnix = unix;
        Worker = new(["-m", "pyspark.daemon", "pyspark.worker"], Variables(unix, [("PYTHON_WORKER_FACTORY_SOCK_DIR", unix ? _folder : null), .. variables]));
        var loopback = variables.Contains(("SPARK_PREFER_IPV6", "True")) ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        _place = unix ? new UnixDomainSocketEndPoint(Encoding.UTF8.GetString(Read(Number()))) : new IPEndPoint(loopback, Number());
    }

    internal bool IsUnix { get; }

    internal WorkerChild Worker { get; }

    internal string SocketPath => _place.ToString()!;

    internal static FakeJvm Daemon(params (string Name, string? Value)[] variables) => new(unix: false, variables);

    internal static FakeJvm UnixDaemon(params (string Name, string? Value)[] variables) => new(unix: true, variables);

    /// <summary>Connects, is told the process's id and gives the secret.</summary>
    internal JvmConnection Connect()
    {
        var jvm = ConnectOnly();
        Assert.Equal(Worker.Process.Id, jvm.ReadInt());
        if (!IsUnix)
        {
            jvm.Send(new Fields().String(Secret).ToArray());
            Assert.Equal("ok", jvm.ReadString());
        }

        return jvm;
    }

    internal JvmConnection ConnectOnly()
    {
        var socket = new Socket(_place.AddressFamily, SocketType.Stream, IsUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        socket.Connect(_place);
        return new(socket);
    }

    /// <summary>The variables that Spark 4.3 sets.</summary>
    internal static Dictionary<string, string?> Variables(bool unix, params (string Name, string? Value)[] more)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SPARK_REUSE_WORKER"] = "1",
            ["SPARK_SIMPLIFIED_TRACEBACK"] = "1",
            ["SPARK_BUFFER_SIZE"] = "65536",
            ["OMP_NUM_THREADS"] = "1",
            ["PYTHON_WORKER_FACTORY_SECRET"] = unix ? null : Secret,
            ["PYTHON_UNIX_DOMAIN_ENABLED"] = unix ? "True" : null,
        };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }

    public void Dispose()
    {
        Worker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private int Number() => BinaryPrimitives.ReadInt32BigEndian(Read(4));

    private byte[] Read(int count)
    {
        var bytes = new byte[count];
        return Worker.StandardOutput.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count
            ? bytes
            : throw new InvalidOperationException($"the daemon did not start: {Worker.LogText}");
    }
}
