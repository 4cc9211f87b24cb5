using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>Who is at the other end: over TCP by a secret from the environment, over a unix socket by its file's permissions.</summary>
internal static class Handshake
{
    private const int LongestSecret = 4 << 10;

    /// <summary>Spark connects: we say the process's id, it says the secret, we say yes.</summary>
    internal static bool Answer(Socket socket, SocketInput input, WorkerEnvironment environment)
    {
        socket.SendAll(WireWriter.Ints(Environment.ProcessId));
        return environment.UnixSockets || Timed(socket, environment, () =>
        {
            var said = new WireReader(input, LongestSecret, "handshake").Bytes("the secret");
            var known = CryptographicOperations.FixedTimeEquals(said, Encoding.UTF8.GetBytes(environment.Secret!));
            socket.SendAll(WireWriter.String(known ? "ok" : "err"));
            return known;
        });
    }

    /// <summary>We connect: we say the secret, Spark says yes, we say the process's id.</summary>
    internal static bool Ask(Socket socket, SocketInput input, WorkerEnvironment environment)
    {
        if (!environment.UnixSockets && !Timed(socket, environment, () =>
        {
            socket.SendAll(WireWriter.String(environment.Secret!));
            return new WireReader(input, LongestSecret, "handshake").String("the answer to the secret") == "ok";
        }))
        {
            return false;
        }

        socket.SendAll(WireWriter.Ints(Environment.ProcessId));
        return true;
    }

    private static bool Timed(Socket socket, WorkerEnvironment environment, Func<bool> exchange)
    {
        socket.ReceiveTimeout = (int)environment.AuthenticationTime.TotalMilliseconds;
        var known = exchange();
        socket.ReceiveTimeout = 0;
        return known;
    }
}
