namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>
/// The "python version" of a function. Spark passes it on untouched, before every field that differs between versions, so
/// our driver says there who made the function and for which Spark: <c>tensorframes;proto=1;spark=4.3.0</c>.
/// </summary>
internal sealed record FunctionTag(string Text, int? Protocol, SparkVersion? Spark)
{
    /// <summary>Of the commands that this worker reads.</summary>
    internal const int KnownProtocol = 1;

    internal static FunctionTag Parse(string text)
    {
        var parts = text.Split(';');
        if (parts[0] != "tensorframes")
        {
            return new(text, null, null);
        }

        var protocol = 0;
        SparkVersion? spark = null;
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("proto=", StringComparison.Ordinal))
            {
                _ = int.TryParse(part.AsSpan(6), out protocol);
            }
            else if (part.StartsWith("spark=", StringComparison.Ordinal))
            {
                spark = SparkVersion.Parse(part.AsSpan(6));
            }
        }

        return new(text, protocol, spark);
    }
}
