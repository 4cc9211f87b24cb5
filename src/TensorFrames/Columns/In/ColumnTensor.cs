using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns.In;

/// <summary>A column as a tensor: the dtype of its innermost values and the shape of a cell (-1: a list of any length).</summary>
/// <param name="DType">The dtype that its values have without any conversion.</param>
/// <param name="Kind">How the innermost values lie in memory (after decoding a dictionary).</param>
/// <param name="Cell">The shape of one cell.</param>
/// <param name="IsDictionary">Whether the innermost values are dictionary codes.</param>
/// <param name="Tensor">The shape that an arrow.fixed_shape_tensor column declares over a flat list.</param>
/// <param name="Dense">What MLlib struct the column is, if one.</param>
internal sealed record ColumnTensor(DType DType, LeafKind Kind, TensorShape Cell, bool IsDictionary, TensorShape? Tensor, MLlibKind Dense)
{
    /// <summary>What a column is as a tensor; null if its type has no place in TensorFlow.</summary>
    internal static ColumnTensor? Of(Field field)
    {
        var declared = FixedShapeTensor.ShapeOf(field) is { Rank: not 1 } shape ? shape : (TensorShape?)null;
        var dense = MLlib.KindOf(field.DataType);
        if (dense != MLlibKind.None)
        {
            return new(DType.Float64, LeafKind.Fixed, dense == MLlibKind.Vector ? new(-1) : new(-1, -1), false, null, dense);
        }

        List<long> cell = [];
        var type = Storage(field.DataType);
        while (Element(type) is { } element)
        {
            cell.Add(type is FixedSizeListType list ? list.ListSize : -1);
            type = Storage(element.DataType);
        }

        var dictionary = type is DictionaryType;
        if (type is DictionaryType { ValueType: var value })
        {
            type = Storage(value);
        }

        return Leaf(type) is var (dtype, leaf) ? new(dtype, leaf, new([.. cell]), dictionary, declared, MLlibKind.None) : null;
    }

    internal static IArrowType Storage(IArrowType type) => type is ExtensionType extension ? extension.StorageType : type;

    /// <summary>The field of a list's elements; null for what is no list.</summary>
    internal static Field? Element(IArrowType type) => type switch
    {
        FixedSizeListType list => list.ValueField,
        LargeListType list => list.ValueField,
        ListType list => list.ValueField,
        _ => null,
    };

    /// <summary>How plain values of a type lie in memory.</summary>
    internal static LeafKind LeafOf(IArrowType type) =>
        Leaf(Storage(type))?.Item2 ?? throw new InvalidDataException($"values of type {ArrowTypeNames.Of(type)}");

    /// <summary>Refuses a batch whose values are not of the type that was planned with.</summary>
    internal static void RequireLeaf(IArrowType type, ColumnTensor planned)
    {
        if (Leaf(Storage(type)) is not var (dtype, kind) || dtype != planned.DType || kind != planned.Kind)
        {
            throw new InvalidDataException($"values of type {ArrowTypeNames.Of(type)}, which the table does not declare");
        }
    }

    private static (DType, LeafKind)? Leaf(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Boolean => (DType.Bool, LeafKind.Bits),
        ArrowTypeId.Int8 => (DType.Int8, LeafKind.Fixed),
        ArrowTypeId.Int16 => (DType.Int16, LeafKind.Fixed),
        ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => (DType.Int32, LeafKind.Fixed),
        ArrowTypeId.Int64 or ArrowTypeId.Date64 or ArrowTypeId.Time64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration
            => (DType.Int64, LeafKind.Fixed),
        ArrowTypeId.UInt8 => (DType.UInt8, LeafKind.Fixed),
        ArrowTypeId.UInt16 => (DType.UInt16, LeafKind.Fixed),
        ArrowTypeId.UInt32 => (DType.UInt32, LeafKind.Fixed),
        ArrowTypeId.UInt64 => (DType.UInt64, LeafKind.Fixed),
        ArrowTypeId.HalfFloat => (DType.Float16, LeafKind.Fixed),
        ArrowTypeId.Float => (DType.Float32, LeafKind.Fixed),
        ArrowTypeId.Double => (DType.Float64, LeafKind.Fixed),
        ArrowTypeId.String or ArrowTypeId.Binary => (DType.String, LeafKind.Strings32),
        ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => (DType.String, LeafKind.Strings64),
        ArrowTypeId.StringView or ArrowTypeId.BinaryView => (DType.String, LeafKind.Views),
        ArrowTypeId.FixedSizedBinary => (DType.String, LeafKind.FixedBinary),
        ArrowTypeId.Decimal32 or ArrowTypeId.Decimal64 or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256
            => (DType.Unknown, LeafKind.Decimal),
        _ => null,
    };
}
