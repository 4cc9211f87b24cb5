using System.Globalization;
using System.Text;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>What the driver reads of an error: the message first, then where it happened.</summary>
/// <param name="hidden">SPARK_HIDE_TRACEBACK: the message alone.</param>
/// <param name="simplified">SPARK_SIMPLIFIED_TRACEBACK: without the frames of .NET and of the worker's connections.</param>
internal sealed class ErrorText(bool hidden, bool simplified)
{
    /// <summary>Of one error's text: it travels to the driver through Spark's scheduler.</summary>
    private const int Limit = 128 << 10;

    internal string Of(Exception error, string where)
    {
        var text = new StringBuilder(error is TensorFramesException ? error.Message : $"{error.GetType()}: {error.Message}");
        if (!hidden)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  in tensorframes-worker {WorkerVersion.Text}, {where}");
            Stack(text, error);
        }

        return text.Length <= Limit ? text.ToString() : string.Concat(text.ToString(0, Limit), "\n…");
    }

    private void Stack(StringBuilder text, Exception error)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{error.GetType()}");
        foreach (var line in (error.StackTrace ?? "").Split('\n'))
        {
            if (line.Length > 0 && !(simplified && Plumbing(line)))
            {
                text.Append('\n').Append(line.TrimEnd());
            }
        }

        if (error.InnerException is { } inner)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ncaused by: {inner.Message}");
            Stack(text, inner);
        }
    }

    private static bool Plumbing(string line) =>
        line.Contains(" System.", StringComparison.Ordinal) || line.Contains(" TensorFrames.Spark.Worker.Process.", StringComparison.Ordinal);
}
