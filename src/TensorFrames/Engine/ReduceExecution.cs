using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>Runs a reduce to its one row.</summary>
internal static class ReduceExecution
{
    /// <summary>Blocks in turn, on the caller's thread; the step is none of the execution's.</summary>
    internal static RecordBatch BlocksInTurn(Execution execution, ReduceStep step, CancellationToken cancellationToken)
    {
        using var reducer = new BlocksReducer(step);
        try
        {
            for (var i = 0; i < execution.Partitions.Count; i++)
            {
                foreach (var (block, position) in execution.RunBlocks(i, cancellationToken))
                {
                    reducer.Add(block, position, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An error of a block that waits comes before that of reading the next.
            reducer.RunWaiting(cancellationToken);
            throw;
        }

        var row = reducer.Finish(cancellationToken);
        execution.Ends();
        return Output(step.Plan, row);
    }

    /// <summary>Blocks in parallel, whose results one thread takes in order; the step is the execution's last.</summary>
    internal static RecordBatch Blocks(Execution execution, ReduceStep step, CancellationToken cancellationToken)
    {
        using var tree = new PartialTree(step);
        foreach (var partial in execution.Results(cancellationToken))
        {
            tree.Add(partial);
        }

        return Output(step.Plan, tree.Finish());
    }

    /// <summary>Partitions in parallel, the rows of each from the left; then their results from the left.</summary>
    internal static RecordBatch Rows(Execution execution, ReduceStep step, CancellationToken cancellationToken)
    {
        var partials = new RecordBatch?[execution.Partitions.Count];
        try
        {
            if (execution.Options.Threads == 1)
            {
                for (var i = 0; i < partials.Length; i++)
                {
                    Reduce(i, execution.RunPartition(i, cancellationToken));
                }

                execution.Ends();
            }
            else
            {
                PartitionExecution.Run(execution, Reduce, cancellationToken);
            }

            return Output(step.Plan, Reduced(step, Taken(partials), "the results of partitions", ofPartials: true, cancellationToken));
        }
        finally
        {
            foreach (var partial in partials)
            {
                partial?.Dispose();
            }
        }

        void Reduce(int partition, IEnumerable<RecordBatch> blocks) =>
            partials[partition] = Reduced(step, blocks, execution.Partitions[partition].Name, ofPartials: false, cancellationToken);
    }

    private static RecordBatch? Reduced(ReduceStep step, IEnumerable<RecordBatch> blocks, string name, bool ofPartials, CancellationToken cancellationToken)
    {
        using var reducer = new PartitionReducer(step, ofPartials);
        var at = new BlockPosition(name, 0, 0);
        foreach (var block in blocks)
        {
            var rows = block.Length;
            reducer.Add(block, at, cancellationToken);
            at = new BlockPosition(name, at.Block + 1, at.FirstRow + rows);
        }

        return reducer.Take(cancellationToken);
    }

    // Whoever takes one owns it.
    private static IEnumerable<RecordBatch> Taken(RecordBatch?[] partials)
    {
        for (var i = 0; i < partials.Length; i++)
        {
            if (Interlocked.Exchange(ref partials[i], null) is { } partial)
            {
                yield return partial;
            }
        }
    }

    // As the user asked for it, from what was kept of it.
    private static RecordBatch Output(ReducePlan plan, RecordBatch? partial)
    {
        using var row = partial ?? throw plan.NoRows();
        using var form = RowForm.Output(plan);
        return form.Of(row, 0, new BlockPosition("", 0, 0));
    }
}
