using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>A placeholder and the tensor that every run is fed, whatever the block: the same memory each time.</summary>
internal sealed record ConstantFeed(GraphTensor Placeholder, TensorValue Value)
{
    /// <exception cref="PlanException">Dtype or shape does not fit.</exception>
    internal static ConstantFeed Of(GraphTensor placeholder, TensorValue? value)
    {
        if (value is null)
        {
            throw new PlanException($"Placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}) is not fed. Fix: give it a value.") { Tensor = placeholder.Name };
        }

        var rawBits = placeholder.DType == DType.BFloat16 && value.DType == DType.UInt16;
        return (value.DType == placeholder.DType || rawBits) && placeholder.Shape.Fits(value.Shape) && value.Shape.Rank <= RunScratch.MaxRank ? new(placeholder, value)
            : throw new PlanException(
                $"A tensor {value.DType.Name()} {Text(value.Shape)} cannot feed placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}). "
                + $"Fix: a tensor of that dtype and shape, of at most {RunScratch.MaxRank} dimensions.")
            { Tensor = placeholder.Name };
    }

    /// <summary>Describes the tensor as the scratch's feed <paramref name="index"/>; a run for each row takes it whole.</summary>
    internal unsafe void Describe(RunScratch scratch, int index)
    {
        Value.Shape.Dims.CopyTo(scratch.Shape(index, Value.Shape.Rank));
        scratch.RowFeeds[index].Whole = 1;
        if (Placeholder.DType == DType.String)
        {
            scratch.Strings(index, Value.Offsets, Value.Values, 0, wide: false, Value.Values.Length);
        }
        else
        {
            scratch.Values(index, Placeholder.DType, Value.Values, 0, Value.Values.Length);
        }
    }

    /// <summary>Describes these as the scratch's feeds from <paramref name="first"/> on.</summary>
    internal static void Describe(IReadOnlyList<ConstantFeed> constants, RunScratch scratch, int first)
    {
        for (var i = 0; i < constants.Count; i++)
        {
            constants[i].Describe(scratch, first + i);
        }
    }

    private static string Text(TensorShape shape) => shape.Rank <= RunScratch.MaxRank ? shape.ToString() : $"of {shape.Rank} dimensions";
}
