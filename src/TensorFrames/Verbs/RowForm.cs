using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Results of a row in another form: as they were asked for, or as they travel. One thread at a time.</summary>
/// <param name="plan">The reduce.</param>
/// <param name="from">The columns as they are, each as it would be fed again; in the fetches' order.</param>
/// <param name="to">The columns to come.</param>
/// <param name="schema">Their schema.</param>
internal sealed class RowForm(ReducePlan plan, IEnumerable<PlannedFeed> from, IReadOnlyList<FetchSpec> to, Schema schema) : IDisposable
{
    private readonly PlannedFeed[] _from = [.. from.Take(to.Count)];
    private readonly ColumnFeeder[] _feeders = [.. from.Take(to.Count).Select(f => new ColumnFeeder(f.Spec))];
    private readonly RunScratch _scratch = new(to.Count, 0);
    private readonly RowColumns _row = new(plan, to, schema);

    /// <summary>A results' form as the user asked for it.</summary>
    internal static RowForm Output(ReducePlan plan) => new(plan, plan.PartialFeeds, plan.Specs, plan.Output);

    /// <summary>A copy of one row, the caller's. The batch stays the caller's.</summary>
    internal RecordBatch Of(RecordBatch batch, int row, in BlockPosition position)
    {
        _scratch.Begin(position);
        try
        {
            for (var i = 0; i < _feeders.Length; i++)
            {
                _feeders[i].Feed(batch.Column(_from[i].Column).Data.Slice(row, 1), 1, _scratch, i);
            }

            return _row.OfFeeds(_scratch, 0, position);
        }
        finally
        {
            _scratch.End(held: false);
        }
    }

    public void Dispose() => _scratch.Dispose();
}
