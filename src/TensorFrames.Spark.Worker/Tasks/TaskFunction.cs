namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One function of a task.</summary>
/// <param name="Arguments">Columns of the input, by position.</param>
/// <param name="Command">The driver's <see cref="Proto.TaskCommand"/>.</param>
internal sealed record TaskFunction(IReadOnlyList<int> Arguments, ReadOnlyMemory<byte> Command)
{
    /// <summary>
    /// Commands that are applied to the first one's result, in order. Spark folds a scalar function over another's column,
    /// f(g(x)), into one such chain.
    /// </summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Then { get; init; } = [];
}
