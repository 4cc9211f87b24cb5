using System.Reflection;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>The worker under test: TFN_WORKER, else the one this project was built with, native unless NativeWorker=false.</summary>
internal static class WorkerExecutable
{
    internal static string Path { get; } = Environment.GetEnvironmentVariable("TFN_WORKER") is { Length: > 0 } path
        ? path
        : System.IO.Path.Combine(AppContext.BaseDirectory, IsNative ? "published" : "", "tensorframes-worker");

    private static bool IsNative => typeof(WorkerExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "NativeWorker", Value: "true" });
}
