using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Shipping;
using TensorFrames.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>A graph in an expression: its arguments' types are asked for where it is used, then it is planned and shipped.</summary>
internal sealed class GraphColumnNode(Graph graph, MapOptions options, IReadOnlyList<Column> arguments) : ColumnNode
{
    internal override async ValueTask<Expression> ResolveAsync(ColumnContext context, CancellationToken cancellationToken)
    {
        var session = context.Session;
        var values = new Expression[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await arguments[i].Node.ResolveAsync(context, cancellationToken).ConfigureAwait(false);
        }

        var relation = await context.Input.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var schema = await session.AnalyzeSchemaAsync(Expressions.Project(relation, values), cancellationToken).ConfigureAwait(false);
        var types = await session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false);
        var planned = PlannedMap.Of(graph, Named(schema), types, options with { Keep = [] }, MapKind.Blocks);
        _ = planned.Output;
        await session.EnsureShippedAsync(cancellationToken).ConfigureAwait(false);
        var source = await GraphShipment.SendAsync(session, graph, cancellationToken).ConfigureAwait(false);
        return FedColumnsForm.Function(session, "graph", planned, source, new ExecutorOptions(), values);
    }

    // Arguments feed by their names where each placeholder finds one, else by position. Masks come from what is fed, constants from the options.
    private DataType Named(DataType schema)
    {
        var fields = schema.Struct.Fields;
        var others = options.Masks.Concat(options.Constants.Keys).ToHashSet(StringComparer.Ordinal);
        var reached = FetchList.Fed(graph, FetchList.Of(graph, options.Fetches), options.Feeds.Keys).Where(p => !others.Contains(p.Name)).ToArray();
        if (options.Feeds.Count > 0 || reached.All(p => fields.Any(f => f.Name == p.Name)))
        {
            return schema;
        }

        if (reached.Length != fields.Count)
        {
            throw new PlanException(
                $"{fields.Count} arguments ({string.Join(", ", fields.Select(f => f.Name))}) are given, the fetches reach {reached.Length} placeholders "
                + $"({string.Join(", ", reached.Select(p => p.Name))}). Fix: one argument for each, in this order, or columns of these names.");
        }

        var named = new DataType { Struct = new() };
        for (var i = 0; i < fields.Count; i++)
        {
            var field = new StructField(fields[i]) { Name = reached[i].Name };
            named.Struct.Fields.Add(field);
        }

        return named;
    }
}
