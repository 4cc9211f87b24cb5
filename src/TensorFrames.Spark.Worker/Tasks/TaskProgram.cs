using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One function of a task, ready to run over blocks.</summary>
internal abstract class TaskProgram : IDisposable
{
    /// <summary>The columns that it gives.</summary>
    internal abstract Schema Output { get; }

    /// <summary>Columns of <see cref="Output"/>, the first ones, that it makes; the others are input columns.</summary>
    internal virtual int Made => 0;

    /// <summary>Bytes fed and reasons of copies; none for what feeds no graph.</summary>
    internal virtual IReadOnlyList<ConversionReport> Reports => [];

    /// <summary>Runs one block; the block stays the caller's, the result is the caller's too.</summary>
    internal abstract RecordBatch Run(RecordBatch block, in BlockPosition position);

    public abstract void Dispose();
}
