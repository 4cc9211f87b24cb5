namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>How a task's batches become blocks.</summary>
/// <param name="Rows">Rows of the largest block; 0: batches as Spark cut them.</param>
/// <param name="OneBlock">All of a partition at once.</param>
internal readonly record struct BlockSizes(int Rows, bool OneBlock)
{
    internal int Most => Rows > 0 ? Rows : int.MaxValue;

    internal EngineOptions Options => new() { BlockRows = Most, OneBlockPerPartition = OneBlock };

    /// <summary>Blocks that suit all functions of a task, which Spark runs over the same batches.</summary>
    /// <exception cref="PlanException">One wants the whole partition at once and another does not.</exception>
    internal static BlockSizes Of(IReadOnlyList<GraphTask> tasks)
    {
        if (tasks.Select(t => t.OneBlockPerPartition).Distinct().Count() > 1)
        {
            throw new PlanException("Spark runs these functions over the same batches, and one of them wants a partition as one block. Fix: give all of them OneBlockPerPartition, or none.");
        }

        return new(tasks.Select(t => t.BlockRows).Where(rows => rows > 0).DefaultIfEmpty(0).Min(), tasks.Count > 0 && tasks[0].OneBlockPerPartition);
    }
}
