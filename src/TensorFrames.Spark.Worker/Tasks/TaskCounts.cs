namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>What a task has done, and where its time went.</summary>
internal sealed class TaskCounts
{
    internal long Rows { get; set; }

    internal long OutputRows { get; set; }

    internal long Blocks { get; set; }

    internal long Reblocked { get; set; }

    /// <summary>Batches that Spark sent.</summary>
    internal long Batches { get; set; }

    /// <summary>Bytes of the Arrow stream that Spark sent, metadata and padding included.</summary>
    internal long Read { get; set; }

    /// <summary>Bytes of columns that were not read straight to their boundary.</summary>
    internal long Moved { get; set; }

    /// <summary>Bytes of the reply that were sent from where they lay.</summary>
    internal long Gathered { get; set; }

    /// <summary>Bytes of the reply that were copied first: metadata, padding, buffers made anew.</summary>
    internal long Assembled { get; set; }

    internal TimeSpan Reading { get; set; }

    internal TimeSpan Running { get; set; }

    internal TimeSpan Writing { get; set; }

    internal TimeSpan Waiting { get; set; }
}
