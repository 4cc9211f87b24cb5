using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>From the evaluation type on: configuration, then the functions with their arguments.</summary>
internal static class FunctionFields
{
    internal static IReadOnlyList<TaskFunction> Read(WireReader reader, int type, SparkVersion spark)
    {
        var results = spark >= SparkVersion.V42;
        if (results)
        {
            SkipConf(reader, "the runner's configuration");
            SkipConf(reader, "the evaluation's configuration");
        }
        else
        {
            results = ReadUnframedExtras(reader, type, spark);
        }

        return type == EvalType.NonUdf
            ? [new([], reader.Bytes("the command"))]
            : ReadFunctions(reader, spark >= SparkVersion.V42 || (spark >= SparkVersion.V40 && EvalType.HasNameFlag(type, spark)), results);
    }

    /// <summary>What 3.5 to 4.1 have instead of an evaluation configuration; true where a profiler asks for result ids.</summary>
    private static bool ReadUnframedExtras(WireReader reader, int type, SparkVersion spark)
    {
        if (EvalType.HasRunnerConf(type))
        {
            SkipConf(reader, "the runner's configuration");
        }

        if (EvalType.HasStatePort(type))
        {
            if (reader.Int32("the state server's port") == -1)
            {
                reader.Skip("the state server's path");
            }

            reader.Skip("the grouping key's schema");
        }
        else if (type == EvalType.MapPandasWithState || (type == EvalType.ArrowBatchedUdf && spark == SparkVersion.V41))
        {
            reader.Skip("a schema");
        }

        if (spark < SparkVersion.V40 || type == EvalType.NonUdf || !reader.Bool("the profiler flag"))
        {
            return false;
        }

        reader.Skip("the profiler's name");
        return true;
    }

    private static List<TaskFunction> ReadFunctions(WireReader reader, bool names, bool results)
    {
        List<TaskFunction> functions = [];
        for (var left = reader.Count("the number of functions"); left > 0; left--)
        {
            List<int> arguments = [];
            for (var n = reader.Count("a function's number of arguments"); n > 0; n--)
            {
                arguments.Add(reader.Int32("an argument's column"));
                if (names && reader.Bool("an argument's name flag"))
                {
                    reader.Skip("an argument's name");
                }
            }

            List<ReadOnlyMemory<byte>> commands = [];
            for (var n = reader.Count("a function's number of commands"); n > 0; n--)
            {
                commands.Add(reader.Bytes("a command"));
            }

            if (commands.Count == 0)
            {
                throw new ProtocolException("task header: a function has no command");
            }

            if (results)
            {
                reader.Int64("a function's result id");
            }

            functions.Add(new(arguments, commands[0]) { Then = commands[1..] });
        }

        return functions;
    }

    /// <summary>Keys come and go between versions; none changes what this worker does.</summary>
    private static void SkipConf(WireReader reader, string what)
    {
        for (var left = reader.Count($"the size of {what}"); left > 0; left--)
        {
            reader.Skip($"a key of {what}");
            reader.Skip($"a value of {what}");
        }
    }
}
