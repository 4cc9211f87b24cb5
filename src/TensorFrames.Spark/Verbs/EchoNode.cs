using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>The way of a map without its graph, for measuring: the worker hands its input back under the map's output schema.</summary>
internal sealed class EchoNode(MapNode map) : PlanNode(map.Session)
{
    internal static DataFrame Of(DataFrame mapped) => new(new EchoNode((MapNode)mapped.Node));

    internal override IReadOnlyList<PlanNode> Inputs => [map];

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, _) = await map.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return RowsForm.Echo(Session, relation, planned);
    }
}
