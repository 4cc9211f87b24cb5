namespace TensorFrames.Bench.Check;

/// <summary>What a runtime still holds when all graphs are closed and all results let go.</summary>
internal static class LiveBytes
{
    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime)
    {
        var left = runtime.Counters;
        yield return Gate.Most("native bytes still live", left.LiveBytes, 0, $"after {left.Runs:N0} runs, {left.BorrowedBytes:N0} bytes borrowed", " B");
        yield return Gate.Most("tensors, outputs, leases, graphs and sessions live", left.LiveTensors + left.LiveOutputs + left.LiveLeases + left.LiveGraphs + left.LiveSessions, 0);
    }
}
