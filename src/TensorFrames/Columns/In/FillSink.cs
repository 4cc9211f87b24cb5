using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Takes innermost values and gaps in order and becomes one feed.</summary>
internal abstract class FillSink
{
    internal static FillSink For(FeedSpec spec, int count, RunScratch scratch, int index)
    {
        var value = spec.Nulls is NullPolicy.FillWith fill ? fill.Value : null;
        return spec.DType switch
        {
            DType.String => new StringSink(spec, FillValue.Bytes(spec, value), count, scratch, index),
            DType.Bool => new BoolSink(spec, value is not null && FillValue.Bool(spec, value), count, scratch, index),
            _ => new FixedSink(spec, FillValue.Raw(spec, value), count, scratch, index),
        };
    }

    /// <summary>Takes these entries; null ones among them become gaps.</summary>
    internal abstract void Write(CellRange leaf);

    internal abstract void Gap(int count);

    /// <summary>Describes what was taken as the scratch's feed.</summary>
    internal abstract void Finish(RunScratch scratch, int index);
}
