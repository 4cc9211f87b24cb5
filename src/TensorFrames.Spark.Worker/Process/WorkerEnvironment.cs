using System.Globalization;
using System.Net;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>What Spark tells a worker through environment variables.</summary>
internal sealed class WorkerEnvironment(Func<string, string?> variable)
{
    internal static WorkerEnvironment OfThisProcess { get; } = new(Environment.GetEnvironmentVariable);

    internal string? Secret => variable("PYTHON_WORKER_FACTORY_SECRET");

    internal bool UnixSockets => Is("PYTHON_UNIX_DOMAIN_ENABLED", "True");

    /// <summary>Where a simple worker connects to.</summary>
    internal int? Port => Number("PYTHON_WORKER_FACTORY_PORT");

    internal string? SocketPath => variable("PYTHON_WORKER_FACTORY_SOCK_PATH");

    /// <summary>Where a daemon makes its socket.</summary>
    internal string? SocketFolder => variable("PYTHON_WORKER_FACTORY_SOCK_DIR");

    internal IPAddress Loopback => Is("SPARK_PREFER_IPV6", "True") ? IPAddress.IPv6Loopback : IPAddress.Loopback;

    internal bool Reuse => Is("SPARK_REUSE_WORKER", "1");

    internal TimeSpan AuthenticationTime => TimeSpan.FromSeconds(Number("SPARK_AUTH_SOCKET_TIMEOUT") is > 0 and var seconds ? seconds : 15);

    internal SparkVersion? Spark => SparkHint.From(variable);

    internal ErrorText Errors => new(Is("SPARK_HIDE_TRACEBACK", "1"), Is("SPARK_SIMPLIFIED_TRACEBACK", "1"));

    /// <summary>Seconds without a connection after which a daemon gives its memory back; 0: never.</summary>
    /// <exception cref="PlanException">The variable is no number of seconds.</exception>
    internal int IdleSeconds => variable(WorkerSettings.IdleVariable) is { Length: > 0 } text
        ? WorkerSettings.Seconds($"The executors' environment variable {WorkerSettings.IdleVariable}", text) : WorkerSettings.DefaultIdleSeconds;

    /// <summary>The listening socket that this process left to itself (<see cref="Reexecution"/>).</summary>
    internal int? HandedOver => Number(Reexecution.Variable);

    private bool Is(string name, string value) => variable(name) == value;

    private int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
