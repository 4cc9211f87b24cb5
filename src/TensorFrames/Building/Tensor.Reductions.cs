using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Reductions over axes; a negative axis counts from the end.</content>
public sealed partial class Tensor
{
    /// <summary>Sums over axes; none named: over all.</summary>
    public Tensor Sum(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Sum", axes, keepDims, file, line);

    /// <summary>Means over axes; none named: over all.</summary>
    public Tensor Mean(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Mean", axes, keepDims, file, line);

    /// <summary>The greatest along axes; none named: of all.</summary>
    public Tensor Max(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Max", axes, keepDims, file, line);

    /// <summary>The least along axes; none named: of all.</summary>
    public Tensor Min(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Min", axes, keepDims, file, line);

    /// <summary>Products over axes; none named: over all.</summary>
    public Tensor Prod(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Prod", axes, keepDims, file, line);

    /// <summary>Whether all are true along axes; none named: of all.</summary>
    public Tensor All(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("All", axes, keepDims, file, line);

    /// <summary>Whether any is true along axes; none named: of all.</summary>
    public Tensor Any(Axes axes = default, bool keepDims = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reduce("Any", axes, keepDims, file, line);

    /// <summary>Where the greatest is along an axis: int64.</summary>
    public Tensor ArgMax(int axis, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("ArgMax", file, line, this, axis);

    /// <summary>Where the least is along an axis: int64.</summary>
    public Tensor ArgMin(int axis, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("ArgMin", file, line, this, axis);

    /// <summary>Running sums along an axis.</summary>
    public Tensor CumSum(int axis, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Cumsum", file, line, this, axis);

    /// <summary>The k greatest of the last axis, greatest first, and where they are: int32.</summary>
    public (Tensor Values, Tensor Indices) TopK(Operand k, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var top = Graph.Make("TopKV2", [this, k], [], null, [], new(file, line));
        return (top.Output(0), top.Output(1));
    }

    private Tensor Reduce(string op, Axes axes, bool keepDims, string file, int line) =>
        Make(op, [this, axes.Of(this, new(file, line))], [("keep_dims", keepDims)], file, line);
}
