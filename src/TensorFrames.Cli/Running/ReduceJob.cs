using TensorFrames.Cli.Progress;
using TensorFrames.Files;

namespace TensorFrames.Cli.Running;

/// <summary>A job whose verb reduces the table to one row.</summary>
internal static class ReduceJob
{
    internal static RunOutcome Run(RunRequest request, Frame frame, Graph graph, RunReporter progress, CancellationToken cancellationToken)
    {
        var options = ReduceOptions.Of(request.Map);
        var reduction = request.Verb == RunVerb.ReduceRows ? frame.PlanReduceRows(graph, options) : frame.PlanReduceBlocks(graph, options);
        using var result = reduction.Run(request.Engine with { Progress = progress }, cancellationToken);
        Frame.From(result).Write(request.Output, request.Files, new EngineOptions { Parallelism = 1 }, cancellationToken);
        return new RunOutcome(progress.Rows, progress.Blocks, [], reduction.Reports[0]);
    }
}
