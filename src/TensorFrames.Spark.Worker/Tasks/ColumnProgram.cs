using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A program over some columns of a block.</summary>
/// <param name="arguments">Which, by position.</param>
/// <param name="input">They, as the driver names them.</param>
internal abstract class ColumnProgram(IReadOnlyList<int> arguments, Schema input) : TaskProgram
{
    internal sealed override RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        var own = new RecordBatch(input, arguments.Select(i => ArrowArrayFactory.BuildArray(block.Column(i).Data.Retain())), block.Length);
        return RunOwn(own, position, stopped);
    }

    /// <summary>Runs a block of these columns, which it takes over.</summary>
    protected abstract RecordBatch? RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped);
}
