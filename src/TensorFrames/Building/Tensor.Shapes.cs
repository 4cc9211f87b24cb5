using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Shapes, parts and products.</content>
public sealed partial class Tensor
{
    /// <summary>The matrix product; of the last two dimensions where there are more.</summary>
    public Tensor MatMul(Operand other, bool transposeA = false, bool transposeB = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Shape.Rank > 2 || (other.Value as Tensor)?.Shape.Rank > 2
        ? Make("BatchMatMulV2", [this, other], [("adj_x", transposeA), ("adj_y", transposeB)], file, line)
        : Make("MatMul", [this, other], [("transpose_a", transposeA), ("transpose_b", transposeB)], file, line);

    /// <summary>The same elements in another shape; one size may be -1, whatever is left.</summary>
    public Tensor Reshape(Operand shape, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Reshape", file, line, this, shape);

    /// <summary>The same elements in another shape: <c>x.Reshape([-1, 4])</c>.</summary>
    public Tensor Reshape(ReadOnlySpan<int> shape, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Reshape((Operand)shape.ToArray(), file, line);

    /// <summary>Axes in another order: <c>x.Transpose([1, 0])</c>.</summary>
    public Tensor Transpose(ReadOnlySpan<int> order, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Transpose((Operand)order.ToArray(), file, line);

    /// <summary>Axes in another order: axis i of the result is axis order[i].</summary>
    public Tensor Transpose(Operand order, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Transpose", file, line, this, order);

    /// <summary>A new axis of size 1.</summary>
    public Tensor ExpandDims(int axis, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("ExpandDims", file, line, this, axis);

    /// <summary>Without axes of size 1; none named: without any such.</summary>
    public Tensor Squeeze(Axes axes = default, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Squeeze", [this], [("squeeze_dims", AttributeValue.List([.. axes.Values.Select(a => (long)a)]))], file, line);

    /// <summary>A part, by the first position and the size along each axis; -1: all that is left.</summary>
    public Tensor Slice(Operand begin, Operand size, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Slice", file, line, this, begin, size);

    /// <summary>Slices along an axis, by their positions.</summary>
    public Tensor Gather(Operand indices, int axis = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("GatherV2", file, line, this, indices, axis);

    /// <summary>Elements or slices by the positions that the last axis of the indices holds.</summary>
    public Tensor GatherNd(Operand indices, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("GatherNd", file, line, this, indices);

    /// <summary>Slices along axis 0 where the mask, a vector of bools, is true.</summary>
    public Tensor BooleanMask(Operand mask, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Gather(Make("Squeeze", [Make("Where", file, line, mask)], [("squeeze_dims", AttributeValue.List([1L]))], file, line), 0, file, line);

    /// <summary>Repeated along each axis as often as told.</summary>
    public Tensor Tile(Operand multiples, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Tile", file, line, this, multiples);

    /// <summary>With as many zeros before and after along each axis as the matrix of pairs tells.</summary>
    public Tensor Pad(Operand paddings, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Pad", file, line, this, paddings);

    /// <summary>Backwards along axes.</summary>
    public Tensor Reverse(Axes axes, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("ReverseV2", file, line, this, axes.Values);

    /// <summary>Repeated to a shape, as NumPy broadcasts.</summary>
    public Tensor BroadcastTo(Operand shape, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("BroadcastTo", file, line, this, shape);

    /// <summary>Parts of equal size along an axis.</summary>
    public IReadOnlyList<Tensor> Split(int parts, int axis, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Graph.Make("Split", [axis, this], [("num_split", (long)parts)], null, [], new(file, line)).OutputList();

    /// <summary>Slices along an axis, one by one, without it.</summary>
    public IReadOnlyList<Tensor> Unstack(int count, int axis = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Graph.Make("Unpack", [this], [("num", (long)count), ("axis", (long)axis)], null, [], new(file, line)).OutputList();

    /// <summary>Another element type; fractions are cut off.</summary>
    public Tensor Cast(DType dtype, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => dtype == DType ? this : Make("Cast", [this], [("DstT", dtype)], file, line);

    /// <summary>A new last axis: 1 at each position that is told, 0 elsewhere, of a dtype (float32).</summary>
    public Tensor OneHot(int depth, DType dtype = DType.Float32, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Make("OneHot", [this, depth, Graph.Constant(1, dtype, null, file, line), Graph.Constant(0, dtype, null, file, line)], [], file, line);

    /// <summary>The shape as a tensor, int32 or another integer type.</summary>
    public Tensor ShapeTensor(DType dtype = DType.Int32, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Shape", [this], [("out_type", dtype)], file, line);

    /// <summary>The number of elements as a tensor, int32 or another integer type.</summary>
    public Tensor SizeTensor(DType dtype = DType.Int32, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Size", [this], [("out_type", dtype)], file, line);

    /// <summary>Zeros in this shape and dtype.</summary>
    public Tensor ZerosLike([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("ZerosLike", file, line, this);

    /// <summary>Ones in this shape and dtype.</summary>
    public Tensor OnesLike([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("OnesLike", file, line, this);

    /// <summary>The same tensor by another operation, which can have a name of its own.</summary>
    public Tensor Identity([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Identity", file, line, this);
}
