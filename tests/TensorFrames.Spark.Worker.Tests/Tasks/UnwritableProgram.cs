using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Gives blocks back as y; the last one, of three rows, cannot be written.</summary>
internal sealed class UnwritableProgram : TaskProgram
{
    internal override Schema Output { get; } = new([Work.Y], null);

    internal override RecordBatch Run(RecordBatch block, in BlockPosition position, CancellationToken stopped) => new(
        Output,
        [block.Length == 3 ? new DoubleArray(new ArrowBuffer(new UnwritableMemory().Memory), ArrowBuffer.Empty, 1, 0, 0) : ArrowArrayFactory.BuildArray(block.Column(0).Data.Retain())],
        block.Length == 3 ? 1 : block.Length);

    public override void Dispose()
    {
    }
}
