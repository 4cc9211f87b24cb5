using Apache.Arrow;
using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map verb checked against the schema of its input, before anything is shipped or run.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Options">What was asked for, with Spark's column types.</param>
/// <param name="Kind">Which map.</param>
/// <param name="Fields">The input's columns, as Spark has them.</param>
/// <param name="Arrow">The same, as a worker gets them.</param>
/// <param name="Plan">The local engine's own plan.</param>
internal sealed record PlannedMap(Graph Graph, MapOptions Options, MapKind Kind, IReadOnlyList<StructField> Fields, Schema Arrow, MapPlan Plan)
{
    /// <summary>The columns to come: fetches, then kept ones as they were.</summary>
    /// <exception cref="PlanException">The graph leaves a fetch's rank open.</exception>
    internal Schema Output => Plan.Output ?? throw Plan.ColumnsNotKnown();

    internal static PlannedMap Of(Graph graph, DataType schema, SparkToArrow types, MapOptions options, MapKind kind)
    {
        var fields = schema.Struct.Fields;
        var arrow = types.Schema(schema);
        var asked = options with { SparkTypes = true };
        return new PlannedMap(graph, asked, kind, fields, arrow, MapPlanner.Plan(graph, arrow, asked, kind));
    }

    /// <summary>The same over these columns alone, which hold all that are fed and kept.</summary>
    internal PlannedMap Over(IReadOnlyList<int> columns) => Over(columns, [.. Plan.Kept.Select(i => Fields[i].Name)]);

    /// <summary>The fetches alone, over the fed columns.</summary>
    internal PlannedMap OverFed() => Over([.. FedColumns], []);

    /// <summary>The fetches alone, over the same columns.</summary>
    internal PlannedMap WithoutKept() => Over([.. Enumerable.Range(0, Fields.Count)], []);

    /// <summary>Whether two columns have one name, as joins leave them: such can be kept, but not named.</summary>
    internal bool HasTwins { get; } = SentColumns.HasTwins(Fields);

    internal IEnumerable<int> FedColumns => Plan.Feeds.Select(f => f.Column).Distinct().Order();

    private PlannedMap Over(IReadOnlyList<int> columns, IReadOnlyList<string> kept)
    {
        var narrow = new Schema(columns.Select(i => Arrow.FieldsList[i]), Arrow.Metadata);
        var options = Kind == MapKind.Trimmed ? Options : Options with { Keep = kept };
        return new PlannedMap(Graph, options, Kind, [.. columns.Select(i => Fields[i])], narrow, MapPlanner.Plan(Graph, narrow, options, Kind));
    }

    /// <summary>Whether Spark may run it more than once a row, or on other rows than asked for, and get the same.</summary>
    internal bool IsDeterministic => Graph.IsDeterministic(Plan.Fetches.Select(f => f.Name));

    /// <summary>The fetches' columns as Spark has them.</summary>
    internal IEnumerable<StructField> FetchFields => Output.FieldsList.Take(Plan.Fetches.Count).Select(ArrowToSpark.Field);

    /// <summary>What a worker is asked to do.</summary>
    internal MapTask Task(TaskGraph source, ExecutorOptions executors, Proto.Reply reply) => new()
    {
        Graph = source,
        Options = Options,
        Kind = Kind,
        BlockRows = executors.BlockRows,
        OneBlockPerPartition = executors.OneBlockPerPartition,
        Input = Arrow,
        Output = reply == Proto.Reply.Report ? TaskReport.Schema : Output,
        Reply = reply,
    };
}
