using Apache.Arrow;
using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>An aggregate checked against the schema of its input, before anything is shipped or run.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Options">What was asked for, with Spark's column types.</param>
/// <param name="Keys">Names of the key columns.</param>
/// <param name="Fields">The input's columns, as Spark has them.</param>
/// <param name="Arrow">The same, as a worker gets them.</param>
/// <param name="Plan">The local engine's own plan, whose partial results travel.</param>
internal sealed record PlannedAggregate(Graph Graph, AggregateOptions Options, IReadOnlyList<string> Keys, IReadOnlyList<StructField> Fields, Schema Arrow, AggregatePlan Plan)
{
    internal static PlannedAggregate Of(Graph graph, DataType schema, SparkToArrow types, IReadOnlyList<string> keys, AggregateOptions options) =>
        Of(graph, schema.Struct.Fields, types.Schema(schema), keys, options with { SparkTypes = true });

    /// <summary>The same over keys and fed columns alone.</summary>
    internal PlannedAggregate OverFed()
    {
        var read = Plan.ColumnsRead;
        return Of(Graph, [.. read.Select(i => Fields[i])], new Schema(read.Select(i => Arrow.FieldsList[i]), Arrow.Metadata), Keys, Options);
    }

    /// <summary>What a worker is asked to do with a partition of the table.</summary>
    internal AggregateTask OfRows(TaskGraph source, ExecutorOptions executors, Proto.Reply reply) => Task(source, Plan.Partial, reply) with
    {
        BlockRows = executors.BlockRows,
        OneBlockPerPartition = executors.OneBlockPerPartition,
    };

    /// <summary>What a worker is asked to do with the partitions' results of some keys.</summary>
    internal AggregateTask OfPartials(TaskGraph source) => Task(source, Plan.Output, Proto.Reply.Rows) with { OfPartials = true, Input = Plan.Partial };

    /// <summary>Columns behind the keys, which stay Spark's own.</summary>
    internal DataType Typed(Schema schema)
    {
        var type = new DataType { Struct = new() };
        type.Struct.Fields.AddRange(Plan.Keys.Select(k => Fields[k.Column]));
        type.Struct.Fields.AddRange(schema.FieldsList.Skip(Keys.Count).Select(ArrowToSpark.Field));
        return type;
    }

    private static PlannedAggregate Of(Graph graph, IReadOnlyList<StructField> fields, Schema arrow, IReadOnlyList<string> keys, AggregateOptions options) =>
        new(graph, options, keys, fields, arrow, SparkPartials.Sent(AggregatePlanner.Plan(graph, arrow, keys, options)));

    private AggregateTask Task(TaskGraph source, Schema output, Proto.Reply reply) => new()
    {
        Graph = source,
        Options = Options,
        Keys = Keys,
        Columns = Arrow,
        Input = Arrow,
        Output = reply == Proto.Reply.Report ? TaskReport.Schema : output,
        Reply = reply,
    };
}
