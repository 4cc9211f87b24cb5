using System.Globalization;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>How long random tests go on: TFN_FUZZ_SECONDS, five seconds where it is not set.</summary>
internal static class Fuzz
{
    internal static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("TFN_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 5;
}
