using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Columns.Out;

namespace TensorFrames.Spark;

/// <summary>
/// How dtypes that Spark lacks travel: which of Spark's types holds them, and what a field's metadata keeps of what the
/// column was.
/// </summary>
internal static class SparkColumn
{
    /// <summary>Metadata key of the dtype that the column's values are of, where Spark's type is another: <c>uint8</c>, <c>bfloat16</c>.</summary>
    internal const string DTypeKey = "tensorframes.dtype";

    /// <summary>Metadata key of the shape of a cell: <c>[28,28]</c>, -1 for an open size.</summary>
    internal const string ShapeKey = ShapeMetadata.Key;

    /// <summary>Name of a list's child, as Spark has it.</summary>
    internal const string Element = "element";

    /// <summary>The decimal that holds every uint64.</summary>
    internal static Decimal128Type UInt64Type { get; } = new(20, 0);

    /// <summary>The Arrow type in which Spark holds a dtype's values.</summary>
    internal static IArrowType TypeOf(DType dtype, bool binary) => dtype switch
    {
        DType.UInt8 => Int16Type.Default,
        DType.UInt16 => Int32Type.Default,
        DType.UInt32 => Int64Type.Default,
        DType.UInt64 => UInt64Type,
        DType.Float16 or DType.BFloat16 => FloatType.Default,
        _ => ArrowTypes.Of(dtype, binary),
    };

    /// <summary>Whether Spark holds the dtype in a type of another.</summary>
    internal static bool IsConverted(DType dtype) =>
        dtype is DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64 or DType.Float16 or DType.BFloat16;

    /// <summary>Whether values of a column's type are those that Spark holds the dtype in.</summary>
    internal static bool Holds(IArrowType type, DType dtype) => IsConverted(dtype) && (TypeOf(dtype, binary: false), type) switch
    {
        (Decimal128Type wanted, Decimal128Type given) => wanted.Precision == given.Precision && wanted.Scale == given.Scale,
        var (wanted, given) => wanted.TypeId == given.TypeId,
    };

    /// <summary>The dtype that a field's metadata declares; null where there is none that Spark lacks.</summary>
    internal static DType? DTypeOf(Field field)
    {
        var name = field.Metadata?.GetValueOrDefault(DTypeKey);
        return Enum.GetValues<DType>().Where(IsConverted).Cast<DType?>().FirstOrDefault(d => d!.Value.Name() == name);
    }

    /// <summary>What a field's metadata keeps of a column's dtype and cell shape; empty where Spark's type says it all.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Metadata(DType dtype, TensorShape cell)
    {
        if (IsConverted(dtype))
        {
            yield return new(DTypeKey, dtype.Name());
        }

        if (cell.Rank > 0 && (cell.Rank > 1 || cell[0] >= 0))
        {
            yield return new(ShapeKey, ShapeMetadata.Text(cell));
        }
    }
}
