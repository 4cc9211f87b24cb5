namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Integers that stand where a length or a partition's number could: Spark's <c>SpecialLengths</c>.</summary>
internal static class Marker
{
    internal const int EndOfDataSection = -1;
    internal const int ExceptionThrown = -2;
    internal const int EndOfStream = -4;
    internal const int StartOfInitMessage = -8;
}
