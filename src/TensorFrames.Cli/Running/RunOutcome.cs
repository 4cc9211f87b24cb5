namespace TensorFrames.Cli.Running;

/// <summary>What a job did.</summary>
/// <param name="Rows">Rows written by one repeat; of a reduce, which writes one, those it read.</param>
/// <param name="Blocks">Blocks run by one repeat: one batch each.</param>
/// <param name="Seconds">Each repeat, from opening the input to the renamed output.</param>
/// <param name="Conversions">What went in and out of tensors in one repeat.</param>
internal sealed record RunOutcome(long Rows, long Blocks, IReadOnlyList<double> Seconds, ConversionReport Conversions);
