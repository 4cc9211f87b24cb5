using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>All steps of a frame for one thread (or one partition, where a step is stateful): a block in, its result out.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly IBlockRunner[] _runners;

    internal Pipeline(IReadOnlyList<IBlockStep> steps, bool own)
    {
        _runners = new IBlockRunner[steps.Count];
        try
        {
            for (var i = 0; i < steps.Count; i++)
            {
                if (own && steps[i].IsStateful)
                {
                    _runners[i] = steps[i].OpenOwn(out var session);
                    _owned.Add(session);
                }
                else
                {
                    _runners[i] = steps[i].OpenShared();
                }

                _owned.Add(_runners[i]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes the block over; the result is the caller's. Null: an empty block before any schema is known.</summary>
    internal RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        var current = block;
        var at = position;
        foreach (var runner in _runners)
        {
            var input = current;
            try
            {
                current = runner.Run(input, at, cancellationToken);
                EngineMetrics.Fed(runner.Fed.Borrowed, runner.Fed.Copied);
                at = at with { IsJoined = false };
            }
            finally
            {
                input.Dispose();
            }

            if (current is null)
            {
                return null;
            }
        }

        return current;
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }
}
