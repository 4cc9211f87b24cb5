using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>Every member of <see cref="MapOptions"/> as the task message has it.</summary>
internal static class MapOptionsMessage
{
    internal static MapWork Of(MapOptions options)
    {
        var work = new MapWork
        {
            Fetches = { options.Fetches },
            KeepAll = options.Keep is null,
            DefaultNulls = NullRules.Of(options.DefaultNulls),
            Binary = { options.Binary },
            Vectors = { options.Vectors },
            Widen = options.Widen,
            DecimalsAsDouble = options.DecimalsAsDouble,
            FixedShapeTensors = options.FixedShapeTensors,
            SparkTypes = options.SparkTypes,
            NoCopy = options.NoCopy,
        };
        work.Keep.Add(options.Keep ?? []);
        foreach (var (placeholder, column) in options.Feeds)
        {
            work.Feeds.Add(placeholder, column);
        }

        foreach (var (placeholder, rule) in options.Nulls)
        {
            work.Nulls.Add(placeholder, NullRules.Of(rule));
        }

        foreach (var (placeholder, value) in options.Constants)
        {
            work.Constants.Add(placeholder, ConstantMessage.Of(value));
        }

        foreach (var (fetch, shape) in options.Shapes)
        {
            work.Shapes.Add(fetch, new Cell { HasRank = shape.HasRank, Sizes = { shape.Dims.ToArray() } });
        }

        return work;
    }

    internal static MapOptions Parse(MapWork work) => new()
    {
        Fetches = [.. work.Fetches],
        Feeds = Named(work.Feeds, column => column),
        Keep = work.KeepAll ? null : [.. work.Keep],
        Nulls = Named(work.Nulls, NullRules.Parse),
        DefaultNulls = NullRules.Parse(work.DefaultNulls),
        Constants = Named(work.Constants, ConstantMessage.Parse),
        Shapes = Named(work.Shapes, Shape),
        Binary = [.. work.Binary],
        Vectors = [.. work.Vectors],
        Widen = work.Widen,
        DecimalsAsDouble = work.DecimalsAsDouble,
        FixedShapeTensors = work.FixedShapeTensors,
        SparkTypes = work.SparkTypes,
        NoCopy = work.NoCopy,
    };

    private static TensorShape Shape(Cell cell)
    {
        try
        {
            return cell.HasRank ? new TensorShape([.. cell.Sizes]) : TensorShape.Unknown;
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new PlanException($"A cell shape has a size below -1: [{string.Join(',', cell.Sizes)}].", e);
        }
    }

    private static Dictionary<string, TTo> Named<TFrom, TTo>(IEnumerable<KeyValuePair<string, TFrom>> pairs, Func<TFrom, TTo> value) =>
        pairs.ToDictionary(p => p.Key, p => value(p.Value), StringComparer.Ordinal);
}
