namespace TensorFrames.Cli.Demo;

/// <summary>One row of the scored table.</summary>
internal sealed record ScoredDigit(float[] Pixels, long Label, long Predicted);
