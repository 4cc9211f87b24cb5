using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>A reduce checked against the schema of its input, before anything is shipped or run.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Options">What was asked for, with Spark's column types.</param>
/// <param name="Fields">The input's columns, as Spark has them.</param>
/// <param name="Arrow">The same, as a worker gets them.</param>
/// <param name="Plan">The local engine's own plan.</param>
internal sealed record PlannedReduce(Graph Graph, ReduceOptions Options, IReadOnlyList<StructField> Fields, Schema Arrow, ReducePlan Plan)
{
    internal static PlannedReduce Of(Graph graph, DataType schema, SparkToArrow types, ReduceOptions options, bool byRows)
    {
        var arrow = types.Schema(schema);
        var asked = options with { SparkTypes = true };
        return new PlannedReduce(graph, asked, schema.Struct.Fields, arrow, ReducePlanner.Plan(graph, arrow, asked, byRows));
    }

    /// <summary>The same over the fed columns alone.</summary>
    internal PlannedReduce OverFed()
    {
        var fed = Plan.ColumnsRead;
        var narrow = new Schema(fed.Select(i => Arrow.FieldsList[i]), Arrow.Metadata);
        return this with { Fields = [.. fed.Select(i => Fields[i])], Arrow = narrow, Plan = ReducePlanner.Plan(Graph, narrow, Options, Plan.ByRows) };
    }

    /// <summary>What a worker is asked to do with a partition of the table.</summary>
    internal ReduceTask OfRows(TaskGraph source, ExecutorOptions executors, Proto.Reply reply) => Task(source, reply) with
    {
        BlockRows = executors.BlockRows,
        OneBlockPerPartition = executors.OneBlockPerPartition,
    };

    /// <summary>What a worker is asked to do with the partitions' results.</summary>
    internal ReduceTask OfPartials(TaskGraph source) => Task(source, Proto.Reply.Rows) with { OfPartials = true, Input = SparkPartials.Schema(Plan) };

    /// <summary>What either gives.</summary>
    internal Schema Output => new([new Field(ReduceTask.Partition, Int32Type.Default, nullable: false), .. SparkPartials.Schema(Plan).FieldsList], null);

    private ReduceTask Task(TaskGraph source, Proto.Reply reply) => new()
    {
        Graph = source,
        Options = Options,
        ByRows = Plan.ByRows,
        Columns = Arrow,
        Input = Arrow,
        Output = reply == Proto.Reply.Report ? TaskReport.Schema : Output,
        Reply = reply,
    };
}
