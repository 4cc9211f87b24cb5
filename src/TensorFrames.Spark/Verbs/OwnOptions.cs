namespace TensorFrames.Spark.Verbs;

/// <summary>Options with lists of their own: a plan reads them at its first action, when the caller's may be others.</summary>
internal static class OwnOptions
{
    internal static MapOptions Of(MapOptions options) => options with
    {
        Fetches = [.. options.Fetches],
        Feeds = new Dictionary<string, string>(options.Feeds, StringComparer.Ordinal),
        Keep = options.Keep is { } keep ? [.. keep] : null,
        Nulls = new Dictionary<string, NullPolicy>(options.Nulls, StringComparer.Ordinal),
        Constants = new Dictionary<string, TensorValue>(options.Constants, StringComparer.Ordinal),
        Shapes = new Dictionary<string, TensorShape>(options.Shapes, StringComparer.Ordinal),
        Binary = [.. options.Binary],
        Vectors = [.. options.Vectors],
    };

    internal static AggregateOptions Of(AggregateOptions options) => new(ReduceOptions.Of(Of(options.ToMap())))
    {
        MemoryLimit = options.MemoryLimit,
        SpillFolder = options.SpillFolder,
        EachGroup = options.EachGroup,
    };

    internal static ReduceOptions Of(ReduceOptions options) => ReduceOptions.Of(Of(options.ToMap()));
}
