namespace TensorFrames;

/// <summary>Facts about element types.</summary>
public static class DTypes
{
    /// <summary>TensorFlow's Python name: float32, int64, string, bool, bfloat16, …</summary>
    public static string Name(this DType dtype) => dtype switch
    {
        DType.Unknown => "unknown",
        DType.BFloat16 => "bfloat16",
        _ when Enum.IsDefined(dtype) => dtype.ToString().ToLowerInvariant(),
        _ => $"dtype{(int)dtype}",
    };

    /// <summary>Bytes of one element in a tensor; 0 where elements have no fixed width.</summary>
    public static int Width(this DType dtype) => dtype switch
    {
        DType.UInt8 or DType.Int8 or DType.Bool or DType.QInt8 or DType.QUInt8 => 1,
        DType.Int16 or DType.UInt16 or DType.Float16 or DType.BFloat16 or DType.QInt16 or DType.QUInt16 => 2,
        DType.Float32 or DType.Int32 or DType.UInt32 or DType.QInt32 => 4,
        DType.Float64 or DType.Int64 or DType.UInt64 or DType.Complex64 => 8,
        DType.Complex128 => 16,
        _ => 0,
    };

    /// <summary>Whether columns can feed it and be made of it.</summary>
    public static bool HasColumns(this DType dtype) => dtype is DType.String or DType.Bool
        || (dtype.Width() != 0 && dtype is not (DType.QInt8 or DType.QUInt8 or DType.QInt16 or DType.QUInt16
            or DType.QInt32 or DType.Complex64 or DType.Complex128));
}
