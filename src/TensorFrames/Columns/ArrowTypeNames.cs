using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns;

/// <summary>Arrow types in the words of TensorFlow's dtypes, for messages: float64, list&lt;float32&gt;[3], dictionary&lt;string&gt;.</summary>
internal static class ArrowTypeNames
{
    internal static string Of(IArrowType type) => type switch
    {
        BooleanType => "bool",
        HalfFloatType => "float16",
        FloatType => "float32",
        DoubleType => "float64",
        StringType => "string",
        LargeStringType => "large_string",
        LargeBinaryType => "large_binary",
        Decimal128Type d => $"decimal({d.Precision},{d.Scale})",
        Decimal256Type d => $"decimal256({d.Precision},{d.Scale})",
        FixedSizeBinaryType fixedSize => $"binary[{fixedSize.ByteWidth}]",
        FixedSizeListType list => $"list<{Of(list.ValueDataType)}>[{list.ListSize}]",
        LargeListType list => $"large_list<{Of(list.ValueDataType)}>",
        ListType list => $"list<{Of(list.ValueDataType)}>",
        DictionaryType dictionary => $"dictionary<{Of(dictionary.ValueType)}>",
        ExtensionType extension => $"{extension.Name}<{Of(extension.StorageType)}>",
        StructType { Fields: var fields } => $"struct<{string.Join(", ", fields.Select(f => $"{f.Name}: {Of(f.DataType)}"))}>",
        TimestampType t => $"timestamp[{t.Unit}]".ToLowerInvariant(),
        _ => type.Name.ToLowerInvariant(),
    };
}
