using System.Diagnostics;
using TensorFrames.Cli.Progress;
using TensorFrames.Files;

namespace TensorFrames.Cli.Running;

/// <summary>The whole job, from opening the input to the renamed output. Library, graph and session are the caller's and stay warm.</summary>
internal static class RunJob
{
    internal static RunOutcome Run(RunRequest request, Graph graph, ProgressDisplay display, CancellationToken cancellationToken)
    {
        List<double> seconds = [];
        RunOutcome? last = null;
        for (var i = 1; i <= request.Repeat; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            last = Once(request, graph, new RunReporter(display, request.Repeat == 1 ? "run" : $"run {i} of {request.Repeat}"), cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return last! with { Seconds = seconds };
    }

    private static RunOutcome Once(RunRequest request, Graph graph, RunReporter progress, CancellationToken cancellationToken)
    {
        var frame = Frame.From(TableInput.Open(request.Input, request.Files, cancellationToken));
        if (request.Partitions is { } partitions)
        {
            frame = frame.Repartition(partitions);
        }

        if (request.Verb is RunVerb.ReduceBlocks or RunVerb.ReduceRows)
        {
            return ReduceJob.Run(request, frame, graph, progress, cancellationToken);
        }

        frame = request.Verb switch
        {
            RunVerb.MapBlocksTrimmed => frame.MapBlocksTrimmed(graph, request.Map),
            RunVerb.MapRows => frame.MapRows(graph, request.Map),
            RunVerb.Aggregate => frame.GroupBy([.. request.Keys]).Aggregate(graph, request.Groups),
            _ => frame.MapBlocks(graph, request.Map),
        };
        var rows = frame.Write(request.Output, request.Files, request.Engine with { Progress = progress }, cancellationToken);
        return new RunOutcome(rows, progress.Blocks, [], frame.Reports[0]);
    }
}
