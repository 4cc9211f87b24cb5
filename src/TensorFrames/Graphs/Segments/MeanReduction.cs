namespace TensorFrames.Graphs.Segments;

/// <summary>A fetch that is the mean of its placeholder over axis 0, and the names that a sum and a count of it have in <see cref="MeanGraphDef"/>.</summary>
/// <param name="Placeholder">What it is the mean of.</param>
/// <param name="DType">Of the values and of the mean.</param>
/// <param name="Scope">A prefix that no node of the graph has.</param>
internal sealed record MeanReduction(string Placeholder, DType DType, string Scope)
{
    /// <summary>The dtype of sums: as wide as what TensorFlow's Mean adds in, or wider. Of integers the bits, whatever their sign.</summary>
    internal DType Wide => DType is DType.Float16 or DType.BFloat16 or DType.Float32 or DType.Float64 ? DType.Float64 : DType.Int64;

    internal string SumInput => Scope + "sum_input";

    internal string Sum => Scope + "sum";

    internal string CountInput => Scope + "count_input";

    internal string Count => Scope + "count";
}
