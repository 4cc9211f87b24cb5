using Apache.Arrow;
using TensorFrames.Engine;

namespace TensorFrames;

/// <summary>A reduce of a frame, checked and ready to run: again each time it is run. Immutable and thread-safe.</summary>
public sealed class Reduction
{
    private readonly Func<EngineOptions?, CancellationToken, RecordBatch> _run;
    private readonly Func<IReadOnlyList<ConversionReport>> _before;
    private readonly Func<IReadOnlyList<VerbExplanation>> _explainBefore;
    private readonly ReduceStep _step;

    internal Reduction(Func<IReadOnlyList<ConversionReport>> before, Func<IReadOnlyList<VerbExplanation>> explainBefore, ReduceStep step, Func<EngineOptions?, CancellationToken, RecordBatch> run) =>
        (_before, _explainBefore, _step, _run) = (before, explainBefore, step, run);

    /// <summary>The columns of the result: the fetches, sorted by name.</summary>
    public Schema Schema => _step.Plan.Output;

    /// <summary>What each verb's conversions cost so far, over all runs: the frame's maps, then the reduce.</summary>
    public IReadOnlyList<ConversionReport> Reports => [.. _before(), _step.Plan.Tally.Report()];

    /// <summary>Each verb as it is planned, as <see cref="Frame.Explain"/> has them: the frame's maps, then the reduce. Nothing is read.</summary>
    public IReadOnlyList<VerbExplanation> Explain() => [.. _explainBefore(), _step.Explain()];

    /// <summary>Runs it to its one row, which is the caller's to dispose.</summary>
    /// <exception cref="TableException">There are no rows.</exception>
    /// <exception cref="TensorFramesException">Reading, converting or running failed; the first error in order is thrown.</exception>
    public RecordBatch Run(EngineOptions? options = null, CancellationToken cancellationToken = default) => _run(options, cancellationToken);

    /// <summary>As <see cref="Run"/>, on a thread of its own.</summary>
    public Task<RecordBatch> RunAsync(EngineOptions? options = null, CancellationToken cancellationToken = default) => Task.Factory.StartNew(
        () => _run(options, cancellationToken),
        cancellationToken,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);
}
