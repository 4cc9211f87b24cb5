using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One program over another's result, block for block: Spark makes one function of f(g(x)).</summary>
internal sealed class ChainProgram(TaskProgram first, TaskProgram then) : TaskProgram
{
    internal override int Made => then.Made;

    internal override Schema Output => then.Output;

    internal override IReadOnlyList<ConversionReport> Reports => [.. first.Reports, .. then.Reports];

    internal override RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        using var between = first.Run(block, position, stopped)!;
        return then.Run(between, position, stopped);
    }

    public override void Dispose()
    {
        then.Dispose();
        first.Dispose();
    }
}
