using Apache.Arrow.Types;

namespace TensorFrames.Columns.Out;

/// <summary>The Arrow type of each dtype's values.</summary>
internal static class ArrowTypes
{
    /// <summary>bfloat16 becomes uint16 with the raw bits, since Arrow has no such type; a string is utf8 unless declared binary.</summary>
    internal static IArrowType Of(DType dtype, bool binary) => dtype switch
    {
        DType.Bool => BooleanType.Default,
        DType.Int8 => Int8Type.Default,
        DType.Int16 => Int16Type.Default,
        DType.Int32 => Int32Type.Default,
        DType.Int64 => Int64Type.Default,
        DType.UInt8 => UInt8Type.Default,
        DType.UInt16 or DType.BFloat16 => UInt16Type.Default,
        DType.UInt32 => UInt32Type.Default,
        DType.UInt64 => UInt64Type.Default,
        DType.Float16 => HalfFloatType.Default,
        DType.Float32 => FloatType.Default,
        DType.Float64 => DoubleType.Default,
        DType.String => binary ? BinaryType.Default : StringType.Default,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "no column holds this dtype"),
    };
}
