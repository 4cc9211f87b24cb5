namespace TensorFrames.Tests;

/// <summary>Tests that take too long for every run are run where TFN_FULL is set.</summary>
internal static class FullRun
{
    internal static bool Asked => Environment.GetEnvironmentVariable("TFN_FULL") is { Length: > 0 };
}
