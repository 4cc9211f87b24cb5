using Google.Protobuf;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>A call of the worker, in the form in which Spark calls Python functions.</summary>
internal static class WorkerFunction
{
    /// <summary>MapInArrow: batches of rows in, batches of rows out.</summary>
    internal const int MapRows = 207;

    /// <summary>A function of columns, row for row.</summary>
    internal const int Scalar = 200;

    /// <summary>What the worker takes the layout of its header from.</summary>
    internal static string Tag(SparkVersion version) => $"tensorframes;proto=1;spark={version.Text}";

    internal static CommonInlineUserDefinedFunction Of(
        SparkSession session, string name, bool deterministic, int evalType, WorkerTask task, DataType output, IEnumerable<Expression> arguments)
    {
        var function = new CommonInlineUserDefinedFunction
        {
            FunctionName = name,
            // An operator of its own, through which Spark pushes nothing; 3.5 refuses one that says otherwise.
            Deterministic = deterministic || evalType == MapRows,
            PythonUdf = new PythonUDF
            {
                OutputType = output,
                EvalType = evalType,
                Command = UnsafeByteOperations.UnsafeWrap(task.ToBytes()),
                PythonVer = Tag(session.SparkVersion),
            },
        };
        function.Arguments.AddRange(arguments);
        return function;
    }
}
