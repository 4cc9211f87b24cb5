using Google.Protobuf;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>A call of the worker, in the form in which Spark calls Python functions.</summary>
internal static class WorkerFunction
{
    private const int MapRows = 207;
    private const int Scalar = 200;

    /// <summary>What the worker takes the layout of its header from.</summary>
    internal static string Tag(SparkVersion version) => $"tensorframes;proto=1;spark={version.Text}";

    /// <summary>MapInArrow: batches of these columns in, batches of rows out.</summary>
    internal static Relation OverRows(SparkSession session, string name, Relation input, WorkerTask task, DataType output, IEnumerable<string> columns) => new()
    {
        Common = new(),

        // An operator of its own, through which Spark pushes nothing, whatever it draws; 3.5 refuses one that says so.
        MapPartitions = new() { Input = input, Func = Of(session, name, deterministic: true, MapRows, task, output, columns.Select(Expressions.Column)) },
    };

    /// <summary>A function of columns, row for row.</summary>
    internal static Expression OverColumns(SparkSession session, string name, bool deterministic, WorkerTask task, DataType output, IEnumerable<Expression> arguments) =>
        new() { CommonInlineUserDefinedFunction = Of(session, name, deterministic, Scalar, task, output, arguments) };

    private static CommonInlineUserDefinedFunction Of(
        SparkSession session, string name, bool deterministic, int evalType, WorkerTask task, DataType output, IEnumerable<Expression> arguments)
    {
        var function = new CommonInlineUserDefinedFunction
        {
            FunctionName = name,
            Deterministic = deterministic,
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
