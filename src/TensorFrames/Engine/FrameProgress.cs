namespace TensorFrames;

/// <summary>How far a frame has come.</summary>
/// <param name="Rows">Input rows done.</param>
/// <param name="Blocks">Blocks done.</param>
/// <param name="TotalRows">Input rows in all, where the table knows.</param>
public readonly record struct FrameProgress(long Rows, long Blocks, long? TotalRows);
