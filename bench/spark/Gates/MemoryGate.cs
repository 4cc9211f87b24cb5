using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Servers;

namespace TensorFrames.Bench.Spark.Gates;

/// <summary>What a worker with two tasks may hold.</summary>
internal static class MemoryGate
{
    private const double BytesOfMegabyte = 1 << 20;

    internal static Gate Of(ProcessMemory memory, string tensorFlow) => Gate.Most(
        "memory of the worker with two tasks (PSS)", memory.Bytes(ProcessMemory.Worker) / BytesOfMegabyte ?? double.NaN, tensorFlow.StartsWith("1.", StringComparison.Ordinal) ? 200 : 450, unit: " MB");
}
