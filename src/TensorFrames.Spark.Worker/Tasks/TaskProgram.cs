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

    /// <summary>Runs one block, which stays the caller's.</summary>
    /// <returns>Its result, the caller's too; null from a program whose results come at the end.</returns>
    internal abstract RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken stopped);

    /// <summary>After the last block: results of all of them, one batch after another, each the caller's.</summary>
    internal virtual IEnumerable<RecordBatch> Finish(CancellationToken stopped) => [];

    public abstract void Dispose();
}
