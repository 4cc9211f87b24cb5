using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Verbs;

/// <summary>A batch of no rows.</summary>
internal static class EmptyBatch
{
    internal static RecordBatch Of(Schema schema) => new(schema, schema.FieldsList.Select(f => ArrowArrayFactory.BuildArray(Empty(f.DataType))), 0);

    /// <summary>A column of no rows.</summary>
    internal static ArrayData Empty(IArrowType type) => type switch
    {
        ExtensionType extension => Retype(Empty(extension.StorageType), extension),
        DictionaryType dictionary => new ArrayData(dictionary, 0, 0, 0, Buffers(2), null, Empty(dictionary.ValueType)),
        NullType => new ArrayData(type, 0, 0, 0, [], children: null),
        FixedSizeListType list => new ArrayData(type, 0, 0, 0, Buffers(1), [Empty(list.ValueDataType)]),
        UnionType union => new ArrayData(type, 0, 0, 0, Buffers(union.Mode == UnionMode.Dense ? 2 : 1), [.. union.Fields.Select(f => Empty(f.DataType))]),
        StructType { Fields: var fields } => new ArrayData(type, 0, 0, 0, Buffers(1), [.. fields.Select(f => Empty(f.DataType))]),
        RunEndEncodedType encoded => new ArrayData(type, 0, 0, 0, [], [Empty(encoded.RunEndsDataType), Empty(encoded.ValuesDataType)]),
        ListViewType or LargeListViewType => new ArrayData(type, 0, 0, 0, Buffers(3), [Empty(((NestedType)type).Fields[0].DataType)]),
        NestedType nested => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, Zeros], [.. nested.Fields.Select(f => Empty(f.DataType))]),
        StringType or BinaryType or LargeStringType or LargeBinaryType => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, Zeros, ArrowBuffer.Empty], children: null),
        _ => new ArrayData(type, 0, 0, 0, Buffers(2), children: null),
    };

    private static ArrowBuffer Zeros => new(new byte[8]);

    private static ArrowBuffer[] Buffers(int count)
    {
        var buffers = new ArrowBuffer[count];
        System.Array.Fill(buffers, ArrowBuffer.Empty);
        return buffers;
    }

    private static ArrayData Retype(ArrayData data, IArrowType type) =>
        new(type, 0, 0, 0, data.Buffers, data.Children, data.Dictionary);
}
