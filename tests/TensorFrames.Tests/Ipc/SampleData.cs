using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Ipc;

/// <summary>Random but repeatable arrays of any type, with nulls where the type allows them.</summary>
internal sealed class SampleData(int seed)
{
    private const int DictionaryLength = 11;
    private readonly Random _random = new(seed);
    private readonly Dictionary<DictionaryType, ArrayData> _dictionaries = [];

    public static RecordBatch[] Batches(IReadOnlyDictionary<string, IArrowType> types, params int[] rows)
    {
        var data = new SampleData(7);
        var schema = new Schema(types.Select(type => new Field(type.Key, type.Value, true)), new Dictionary<string, string>(StringComparer.Ordinal) { ["who"] = "test" });
        return [.. rows.Select(n => new RecordBatch(schema, types.Values.Select(type => ArrowArrayFactory.BuildArray(data.Make(type, n))), n))];
    }

    public static RecordBatch[] Batches(string type, params int[] rows) =>
        Batches(new Dictionary<string, IArrowType>(StringComparer.Ordinal) { [type] = SampleTypes.All[type] }, rows);

    public ArrayData Make(IArrowType type, int n, bool nulls = true)
    {
        var (validity, count) = nulls && type is not (NullType or UnionType or RunEndEncodedType) ? Validity(n) : (ArrowBuffer.Empty, 0);
        ArrayData Array(ArrowBuffer[] more, params ArrayData[] children) => new(type, n, count, 0, [validity, .. more], children.Length == 0 ? null : children);
        switch (type)
        {
            case NullType:
                return new(type, n, n, 0, System.Array.Empty<ArrowBuffer>());
            case BooleanType:
                return Array([Bytes((n + 7) / 8)]);
            case StringType or BinaryType:
                var text = Texts(n);
                return Array([Offsets<int>([.. text.Select(t => t.Length)]), new(text.SelectMany(t => t).ToArray())]);
            case LargeStringType or LargeBinaryType:
                var large = Texts(n);
                return Array([Offsets<long>([.. large.Select(t => t.Length)]), new(large.SelectMany(t => t).ToArray())]);
            case StringViewType or BinaryViewType:
                return Views(type, n, validity, count);
            case ListType or MapType:
                return List(Lengths(n), lengths => Array([Offsets<int>(lengths)], Child(((NestedType)type).Fields[0], lengths.Sum())));
            case LargeListType list:
                return List(Lengths(n), lengths => Array([Offsets<long>(lengths)], Child(list.Fields[0], lengths.Sum())));
            case ListViewType list:
                return List(Lengths(n), lengths => Array([Starts<int>(lengths), Numbers<int>(lengths)], Child(list.Fields[0], lengths.Sum())));
            case LargeListViewType list:
                return List(Lengths(n), lengths => Array([Starts<long>(lengths), Numbers<long>(lengths)], Child(list.Fields[0], lengths.Sum())));
            case FixedSizeListType list:
                return Array([], Child(list.Fields[0], n * list.ListSize));
            case StructType record:
                return Array([], [.. record.Fields.Select(field => Child(field, n))]);
            case UnionType union:
                return Union(union, n);
            case RunEndEncodedType runs:
                return Runs(runs, n);
            case DictionaryType dictionary:
                return Dictionary(dictionary, n, validity, count);
            case IntervalType interval:
                return Array([Bytes(n * interval.Unit switch { IntervalUnit.YearMonth => 4, IntervalUnit.DayTime => 8, _ => 16 })]);
            default:
                return Array([Bytes(n * ((FixedWidthType)type).BitWidth / 8)]);
        }
    }

    private static ArrayData List(int[] lengths, Func<int[], ArrayData> make) => make(lengths);

    private ArrayData Child(Field field, int n) => Make(field.DataType, n, field.IsNullable);

    private (ArrowBuffer Bits, int Nulls) Validity(int n)
    {
        var bits = new byte[(n + 7) / 8];
        var nulls = 0;
        for (var i = 0; i < n; i++)
        {
            var valid = _random.Next(4) != 0;
            nulls += valid ? 0 : 1;
            bits[i / 8] |= (byte)(valid ? 1 << (i % 8) : 0);
        }

        return nulls == 0 ? (ArrowBuffer.Empty, 0) : (new(bits), nulls);
    }

    private ArrowBuffer Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private int[] Lengths(int n) => [.. Enumerable.Range(0, n).Select(_ => _random.Next(5))];

    private byte[][] Texts(int n) =>
        [.. Enumerable.Range(0, n).Select(_ => Encoding.UTF8.GetBytes(new string((char)('a' + _random.Next(26)), _random.Next(30)) + (_random.Next(3) == 0 ? "é" : "")))];

    private static ArrowBuffer Numbers<T>(int[] values)
        where T : unmanaged, System.Numerics.INumber<T> =>
        new(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values.Select(T.CreateChecked).ToArray()).ToArray());

    private static ArrowBuffer Offsets<T>(int[] lengths)
        where T : unmanaged, System.Numerics.INumber<T> => Numbers<T>(Sums(lengths));

    private static ArrowBuffer Starts<T>(int[] lengths)
        where T : unmanaged, System.Numerics.INumber<T> => Numbers<T>(Sums(lengths)[..^1]);

    private static int[] Sums(int[] lengths)
    {
        var sums = new int[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++)
        {
            sums[i + 1] = sums[i] + lengths[i];
        }

        return sums;
    }

    private ArrayData Views(IArrowType type, int n, ArrowBuffer validity, int nulls)
    {
        var texts = Texts(n);
        var long1 = new MemoryStream();
        var long2 = new MemoryStream();
        var views = new MemoryStream();
        for (var i = 0; i < n; i++)
        {
            var view = new byte[16];
            BitConverter.TryWriteBytes(view, texts[i].Length);
            if (texts[i].Length <= 12)
            {
                texts[i].CopyTo(view, 4);
            }
            else
            {
                var target = i % 2 == 0 ? long1 : long2;
                texts[i].AsSpan(0, 4).CopyTo(view.AsSpan(4));
                BitConverter.TryWriteBytes(view.AsSpan(8), i % 2);
                BitConverter.TryWriteBytes(view.AsSpan(12), (int)target.Length);
                target.Write(texts[i]);
            }

            views.Write(view);
        }

        return new(type, n, nulls, 0, new ArrowBuffer[] { validity, new(views.ToArray()), new(long1.ToArray()), new(long2.ToArray()) });
    }

    private ArrayData Union(UnionType union, int n)
    {
        var which = Enumerable.Range(0, n).Select(_ => _random.Next(2)).ToArray();
        var ids = new ArrowBuffer(which.Select(child => (byte)union.TypeIds[child]).ToArray());
        if (union.Mode == UnionMode.Sparse)
        {
            return new(union, n, 0, 0, new[] { ids }, [.. union.Fields.Select(field => Child(field, n))]);
        }

        var next = new int[2];
        var offsets = which.Select(child => next[child]++).ToArray();
        return new(union, n, 0, 0, new[] { ids, Numbers<int>(offsets) }, [.. union.Fields.Select((field, i) => Child(field, next[i]))]);
    }

    private ArrayData Runs(RunEndEncodedType type, int n)
    {
        List<int> ends = [];
        for (var end = 0; end < n;)
        {
            ends.Add(end = Math.Min(n, end + 1 + _random.Next(4)));
        }

        var runs = new ArrayData(Int32Type.Default, ends.Count, 0, 0, new[] { ArrowBuffer.Empty, Numbers<int>([.. ends]) });
        return new(type, n, 0, 0, System.Array.Empty<ArrowBuffer>(), [runs, Make(type.Fields[1].DataType, ends.Count)]);
    }

    private ArrayData Dictionary(DictionaryType type, int n, ArrowBuffer validity, int nulls)
    {
        if (!_dictionaries.TryGetValue(type, out var values))
        {
            _dictionaries[type] = values = Make(type.ValueType, DictionaryLength);
        }

        var indices = Enumerable.Range(0, n).Select(_ => _random.Next(DictionaryLength)).ToArray();
        var buffer = ((FixedWidthType)type.IndexType).BitWidth switch
        {
            8 => Numbers<sbyte>(indices),
            16 => Numbers<ushort>(indices),
            _ => Numbers<int>(indices),
        };
        return new(type, n, nulls, 0, new[] { validity, buffer }, null, values);
    }
}
