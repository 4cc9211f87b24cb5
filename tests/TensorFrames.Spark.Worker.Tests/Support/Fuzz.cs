using System.Globalization;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>How long random tests go on, and from which seed: TFN_FUZZ_SECONDS (5) and TFN_FUZZ_SEED (7).</summary>
internal static class Fuzz
{
    internal static Random Random => new(int.TryParse(Environment.GetEnvironmentVariable("TFN_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 7);

    internal static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("TFN_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 5;
}
