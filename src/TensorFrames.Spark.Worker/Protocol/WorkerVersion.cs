using System.Reflection;

namespace TensorFrames.Spark.Worker.Protocol;

internal static class WorkerVersion
{
    internal static string Text { get; } =
        typeof(WorkerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
