namespace TensorFrames.Spark.Verbs;

/// <summary>A verb whose tasks can tell how they went in place of results.</summary>
internal interface IReportingNode
{
    /// <summary>Runs the tasks over the table's rows; one report a partition that had one.</summary>
    Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken);
}
