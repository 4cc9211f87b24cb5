using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Ipc;

/// <summary>Makes column plans from Apache.Arrow's types, with the dictionary ids that only the message holds.</summary>
internal sealed class ColumnPlanBuilder
{
    public Dictionary<long, DictionaryEntry> Dictionaries { get; } = [];

    public ColumnPlan Build(IArrowType type, FlatTable field, string path)
    {
        if (type is not DictionaryType dictionary)
        {
            return BuildValues(type, field, path);
        }

        var id = field.Table(4, "dictionary").Long(0);
        if (!Dictionaries.TryGetValue(id, out var entry))
        {
            entry = new(id, BuildValues(dictionary.ValueType, field, path));
            Dictionaries.Add(id, entry);
        }

        var index = dictionary.IndexType;
        return new()
        {
            Path = path,
            DataType = type,
            Layout = ColumnLayout.Dictionary,
            Width = ((FixedWidthType)index).BitWidth / 8,
            Signed = index.TypeId is ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64,
            Dictionary = entry,
        };
    }

    private ColumnPlan BuildValues(IArrowType type, FlatTable field, string path)
    {
        var storage = type is ExtensionType extension ? extension.StorageType : type;
        var (layout, width) = Layout(storage, path);
        return new()
        {
            Path = path,
            DataType = type,
            Layout = layout,
            Width = width,
            Children = storage is NestedType nested ? Children(nested, field, path) : [],
            ChildOfTypeId = storage is UnionType union ? ChildOfTypeId(union, path) : [],
        };
    }

    private ColumnPlan[] Children(NestedType type, FlatTable field, string path)
    {
        var fields = field.Vector(5, sizeof(uint));
        if (fields.Count != type.Fields.Count)
        {
            throw new IpcFormatException($"its schema gives {fields.Count} children, {type.Fields.Count} wanted", path);
        }

        var children = new ColumnPlan[fields.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Build(type.Fields[i].DataType, fields.Table(i), $"{path}.{type.Fields[i].Name}");
        }

        return children;
    }

    private static (ColumnLayout Layout, int Width) Layout(IArrowType type, string path) => type.TypeId switch
    {
        ArrowTypeId.Null => (ColumnLayout.Null, 0),
        ArrowTypeId.Boolean => (ColumnLayout.Bits, 0),
        ArrowTypeId.String or ArrowTypeId.Binary => (ColumnLayout.Binary, 0),
        ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => (ColumnLayout.LargeBinary, 0),
        ArrowTypeId.StringView or ArrowTypeId.BinaryView => (ColumnLayout.View, 0),
        ArrowTypeId.List or ArrowTypeId.Map => (ColumnLayout.List, 0),
        ArrowTypeId.LargeList => (ColumnLayout.LargeList, 0),
        ArrowTypeId.ListView => (ColumnLayout.ListView, 0),
        ArrowTypeId.LargeListView => (ColumnLayout.LargeListView, 0),
        ArrowTypeId.FixedSizeList => (ColumnLayout.FixedSizeList, Positive(((FixedSizeListType)type).ListSize, path)),
        ArrowTypeId.Struct => (ColumnLayout.Struct, 0),
        ArrowTypeId.Union => (((UnionType)type).Mode == UnionMode.Dense ? ColumnLayout.DenseUnion : ColumnLayout.SparseUnion, 0),
        ArrowTypeId.RunEndEncoded => (ColumnLayout.RunEnd, RunEndWidth((RunEndEncodedType)type, path)),
        ArrowTypeId.FixedSizedBinary => (ColumnLayout.Fixed, Positive(((FixedSizeBinaryType)type).ByteWidth, path)),
        ArrowTypeId.Interval => (ColumnLayout.Fixed, ((IntervalType)type).Unit switch
        {
            IntervalUnit.YearMonth => 4,
            IntervalUnit.DayTime => 8,
            _ => 16,
        }),
        _ when type is FixedWidthType { BitWidth: >= 8 } fixedWidth => (ColumnLayout.Fixed, fixedWidth.BitWidth / 8),
        _ => throw new IpcFormatException($"its type {type.Name} is not read", path),
    };

    private static int Positive(int width, string path) =>
        width >= 0 ? width : throw new IpcFormatException($"its type has the width {width}", path);

    private static int RunEndWidth(RunEndEncodedType type, string path) => type.Fields[0].DataType.TypeId switch
    {
        ArrowTypeId.Int16 => 2,
        ArrowTypeId.Int32 => 4,
        ArrowTypeId.Int64 => 8,
        _ => throw new IpcFormatException($"its run ends are {type.Fields[0].DataType.Name}", path),
    };

    private static sbyte[] ChildOfTypeId(UnionType type, string path)
    {
        var children = new sbyte[128];
        children.AsSpan().Fill(-1);
        if (type.TypeIds.Length != type.Fields.Count)
        {
            throw new IpcFormatException($"its union has {type.Fields.Count} children and {type.TypeIds.Length} type ids", path);
        }

        for (var i = 0; i < type.TypeIds.Length; i++)
        {
            var id = type.TypeIds[i];
            if (id is < 0 or > 127 || children[id] >= 0)
            {
                throw new IpcFormatException($"its union has the type id {id}, which is no id or given twice", path);
            }

            children[id] = (sbyte)i;
        }

        return children;
    }
}
