using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>A plan without inputs that is known at once: a table, files, a range.</summary>
internal sealed class SourceNode(SparkSession session, Relation relation) : PlanNode(session)
{
    protected override ValueTask<Relation> BuildAsync(CancellationToken cancellationToken) => new(relation);
}
