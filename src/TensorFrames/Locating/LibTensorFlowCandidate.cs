namespace TensorFrames;

/// <summary>One place where libtensorflow was looked for.</summary>
/// <param name="Source">What kind of place.</param>
/// <param name="Path">The library, or the file or folder looked at; null where the place names none.</param>
/// <param name="WhyNot">Why it was not taken; null for the one that was.</param>
public sealed record LibTensorFlowCandidate(LibTensorFlowSource Source, string? Path, string? WhyNot)
{
    /// <summary>Whether this is the library that was taken.</summary>
    public bool Taken => WhyNot is null;

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Source,-11} {Path ?? "-"}: {WhyNot ?? "taken"}";
}
