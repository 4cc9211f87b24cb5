using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One function of a task, ready to run over blocks of the columns that it is given.</summary>
internal abstract class TaskProgram(IReadOnlyList<int> arguments, Schema input) : IDisposable
{
    /// <summary>The columns that it gives.</summary>
    internal abstract Schema Output { get; }

    /// <summary>Bytes fed and reasons of copies; null for what feeds no graph.</summary>
    internal virtual IReadOnlyList<ConversionReport> Reports => [];

    /// <summary>Runs one block; the block stays the caller's, the result is the caller's too.</summary>
    internal RecordBatch Run(RecordBatch block, in BlockPosition position)
    {
        var own = new RecordBatch(input, arguments.Select(i => ArrowArrayFactory.BuildArray(block.Column(i).Data.Retain())), block.Length);
        return RunOwn(own, position);
    }

    public abstract void Dispose();

    /// <summary>Runs a block that it takes over.</summary>
    protected abstract RecordBatch RunOwn(RecordBatch block, in BlockPosition position);
}
