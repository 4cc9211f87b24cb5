using System.Text;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>Lines on standard error, which Spark puts into the executor's log.</summary>
internal static class Log
{
    private const int StandardError = 2;

    internal static void Line(string text) => Libc.WriteAll(StandardError, Encoding.UTF8.GetBytes($"tensorframes-worker: {text}\n"));
}
