using System.Text.Json;
using TensorFrames.Cli.Spark;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Output;

/// <summary>An error in words on standard error, or as the one JSON object on standard output.</summary>
internal static class ErrorReport
{
    /// <returns>The exit code.</returns>
    internal static int Write(CliConsole console, bool json, Exception error)
    {
        if (json)
        {
            JsonOutput.Write(console.Out, writer => Members(writer, error));
        }
        else
        {
            console.Error.WriteLine($"tframes: {Message(error).TrimEnd()}{SparksName(error)}");
            console.Error.Flush();
        }

        return ExitCodes.Of(error);
    }

    internal static void Members(Utf8JsonWriter json, Exception error)
    {
        var known = error as TensorFramesException;
        json.WriteStartObject("error");
        json.WriteString("stage", StageOf(error));
        json.WriteString("message", Message(error));
        json.WriteString("column", known?.Column);
        json.WriteString("tensor", known?.Tensor);
        json.WriteString("node", known?.Node);
        JsonOutput.Number(json, "row", known?.Row);
        JsonOutput.Number(json, "code", known?.Code);
        if (error is SparkException spark)
        {
            json.WriteString("error_class", spark.ErrorClass);
            json.WriteString("sql_state", spark.SqlState);
        }

        json.WriteEndObject();
    }

    // Most of Spark's messages begin with the class and end with the state.
    private static string SparksName(Exception error) => error is not SparkException { ErrorClass: { } name } spark ? ""
        : (spark.Message.Contains(name, StringComparison.Ordinal) ? "" : $" [{name}]")
            + (spark.SqlState is not { } state || spark.Message.Contains(state, StringComparison.Ordinal) ? "" : $" SQLSTATE: {state}");

    private static string StageOf(Exception error) => error switch
    {
        TensorFramesException known => known.Stage.ToString().ToLowerInvariant(),
        UsageException => "usage",
        OperationCanceledException => "interrupted",
        _ => "run",
    };

    private static string Message(Exception error) => error switch
    {
        UnfinishedException => error.Message,
        OperationCanceledException => "Interrupted; nothing half-written is left.",
        TensorFramesException or UsageException => error.Message,
        OutOfMemoryException => "Out of memory. Fix: smaller blocks (--batch-rows) or fewer at once (--parallel).",
        _ => $"Unexpected {error.GetType().Name}: {error.Message}",
    };
}
