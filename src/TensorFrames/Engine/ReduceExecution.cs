using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>Runs a reduce to its one row.</summary>
internal static class ReduceExecution
{
    /// <summary>Blocks in parallel, whose results one thread takes in order.</summary>
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

            return Output(step.Plan, Reduced(step, partials, "the results of partitions", ofPartials: true, cancellationToken));
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

    // Partial results stay whose they are; blocks are disposed of as they are done.
    private static RecordBatch? Reduced(ReduceStep step, IEnumerable<RecordBatch?> blocks, string name, bool ofPartials, CancellationToken cancellationToken)
    {
        var run = step.OpenRun(out var session);
        using (session)
        {
            using var reducer = new RowReducer(step.Plan, run, ofPartials);
            var at = new BlockPosition(name, 0, 0);
            foreach (var block in blocks)
            {
                if (block is null)
                {
                    continue;
                }

                try
                {
                    reducer.Add(block, at, cancellationToken);
                    at = new BlockPosition(name, at.Block + 1, at.FirstRow + block.Length);
                }
                finally
                {
                    if (!ofPartials)
                    {
                        block.Dispose();
                    }
                }
            }

            return reducer.Take();
        }
    }

    // As the user asked for it, from what was kept of it.
    private static RecordBatch Output(ReducePlan plan, RecordBatch? partial)
    {
        using var row = partial ?? throw new TableException("There are no rows to reduce, and a reduce of none has no result. Fix: a table with rows.");
        using var scratch = new RunScratch(plan.Specs.Count, 0);
        var position = new BlockPosition("", 0, 0);
        scratch.Begin(position);
        try
        {
            for (var i = 0; i < plan.Specs.Count; i++)
            {
                new ColumnFeeder(plan.PartialFeeds[i].Spec).Feed(row.Column(i).Data, 1, scratch, i);
            }

            return new RowColumns(plan, plan.Specs, plan.Output).OfFeeds(scratch, 0, position);
        }
        finally
        {
            scratch.End(held: false);
        }
    }
}
