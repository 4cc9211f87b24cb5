namespace TensorFrames.Spark.Verbs;

/// <summary>A verb in a plan, which can be told about.</summary>
internal interface IVerbNode
{
    /// <summary>Runs the tasks over the table's rows, each of which tells how it went in place of results; one report a partition that had one.</summary>
    Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken);

    /// <summary>What it will do; nothing runs.</summary>
    Task<SparkVerbExplanation> ExplainAsync(CancellationToken cancellationToken);
}
