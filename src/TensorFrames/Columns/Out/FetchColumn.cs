using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Spark;

namespace TensorFrames.Columns.Out;

/// <summary>Makes a column over an output tensor's own memory. No element of a fixed-width output is visited.</summary>
internal sealed unsafe class FetchColumn
{
    private readonly FetchSpec _spec;
    private readonly IArrowType[] _types;
    private ArrowBuffer _offsets;
    private (long Lists, long Length) _offsetsFor = (-1, -1);

    internal FetchColumn(FetchSpec spec)
    {
        _spec = spec;
        Field = spec.Field();
        _types = spec.AsVector ? [VectorColumn.Values, DoubleType.Default]
            : spec.IsTensorColumn ? [Field.DataType, ArrowTypes.Of(spec.DType, spec.Binary)]
            : [.. Enumerable.Range(0, spec.Cell.Rank + 1).Select(spec.TypeOf)];
    }

    internal Field Field { get; }

    internal FetchSpec Spec => _spec;

    /// <summary>The column; of <paramref name="owner"/>'s buffers; over a run's outputs it keeps these until it is disposed or dropped.</summary>
    /// <param name="fetch">The output.</param>
    /// <param name="sizes">Sizes of every row's cell where they differ (-1 among the fetch's); else null.</param>
    /// <param name="owner">Makes buffers of its memory.</param>
    /// <param name="position">The block, for errors.</param>
    internal IArrowArray Make(in Fetch fetch, long* sizes, IOutputMemory owner, in BlockPosition position)
    {
        CheckShape(fetch, position);
        CheckSize(fetch, position);

        var data = Leaf(fetch, sizes, owner, position);
        for (var axis = _types.Length - 2; axis >= 0; axis--)
        {
            data = Lists(data, fetch, sizes, axis);
        }

        return ArrowArrayFactory.BuildArray(_spec.AsVector ? VectorColumn.Of(data) : data);
    }

    private ArrayData Leaf(in Fetch fetch, long* sizes, IOutputMemory owner, in BlockPosition position)
    {
        var count = checked((int)fetch.Count);
        if (_spec.IsWidened)
        {
            return VectorColumn.Widened(new ReadOnlySpan<float>(fetch.Data, count));
        }

        if (_spec.AsSparkType && SparkColumn.IsConverted(_spec.DType))
        {
            return SparkValues.Of(_spec.DType, fetch.Data, count);
        }

        if (_spec.DType != DType.String)
        {
            return new ArrayData(_types[^1], count, 0, 0, [ArrowBuffer.Empty, owner.Buffer(fetch.Data, fetch.DataBytes)], children: null);
        }

        if (!_spec.Binary)
        {
            CheckText(fetch, sizes, position);
        }

        var offsets = owner.Buffer(fetch.Offsets, (fetch.Count + 1) * sizeof(int));
        return new ArrayData(_types[^1], count, 0, 0, [ArrowBuffer.Empty, offsets, owner.Buffer(fetch.Data, fetch.DataBytes)], children: null);
    }

    private ArrayData Lists(ArrayData elements, in Fetch fetch, long* sizes, int axis)
    {
        if (sizes != null)
        {
            var ragged = new RaggedLists(sizes, (int)fetch.Dims[0], fetch.Rank - 1);
            ArrowBuffer[] own = _types[axis] is FixedSizeListType ? [ArrowBuffer.Empty] : [ArrowBuffer.Empty, ragged.Offsets(axis)];
            return new ArrayData(_types[axis], ragged.Count(axis), 0, 0, own, [elements]);
        }

        var lists = Product(fetch, axis + 1);
        var buffers = _types[axis] is FixedSizeListType ? new[] { ArrowBuffer.Empty } : [ArrowBuffer.Empty, Offsets(lists, fetch.Dims[axis + 1])];
        return new ArrayData(_types[axis], checked((int)lists), 0, 0, buffers, [elements]);
    }

    // Blocks of one size have the same offsets; they are made once and shared.
    private ArrowBuffer Offsets(long lists, long length)
    {
        if (_offsetsFor != (lists, length))
        {
            var bytes = new byte[(lists + 1) * sizeof(int)];
            var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
            for (var i = 0; i < offsets.Length; i++)
            {
                offsets[i] = checked((int)(i * length));
            }

            _offsets = new ArrowBuffer(bytes);
            _offsetsFor = (lists, length);
        }

        return _offsets;
    }

    private static long Product(in Fetch fetch, int axes)
    {
        long product = 1;
        for (var i = 0; i < axes; i++)
        {
            product *= fetch.Dims[i];
        }

        return product;
    }

    private void CheckShape(in Fetch fetch, in BlockPosition position)
    {
        var dims = new ReadOnlySpan<long>(fetch.Dims, fetch.Rank);
        var fits = fetch.DType == (int)_spec.DType && fetch.Rank == _spec.Cell.Rank + 1;
        for (var axis = 0; fits && axis < _spec.Cell.Rank; axis++)
        {
            fits = _spec.Cell[axis] < 0 || _spec.Cell[axis] == dims[axis + 1];
        }

        if (!fits)
        {
            throw new BlockException(
                $"Fetch '{_spec.Name}' gave {((DType)fetch.DType).Name()} {new TensorShape(dims)}, {_spec.DType.Name()} {_spec.Cell.WithRows(-1)} was expected{position}. "
                + "Fix: give its cell shape (Shapes, --shape NAME=…).")
            { Tensor = _spec.Name };
        }
    }

    private void CheckSize(in Fetch fetch, in BlockPosition position)
    {
        if (fetch.Count > int.MaxValue)
        {
            throw new BlockException(
                $"Fetch '{_spec.Name}' gave {fetch.Count:N0} values, a column holds {int.MaxValue:N0}{position}. Fix: smaller blocks (BlockRows, --batch-rows).")
            { Tensor = _spec.Name };
        }

        var bytes = _spec.BytesOf(fetch.Count, fetch.DataBytes);
        if (bytes > int.MaxValue)
        {
            throw new BlockException(
                $"Fetch '{_spec.Name}' ({_spec.DType.Name()}) gave {fetch.Count:N0} values, which take {bytes:N0} bytes as {ArrowTypeNames.Of(_types[^1])}; a column holds {int.MaxValue:N0}{position}. "
                + "Fix: smaller blocks (BlockRows, --batch-rows).")
            { Tensor = _spec.Name };
        }
    }

    private void CheckText(in Fetch fetch, long* sizes, in BlockPosition position)
    {
        var bytes = new ReadOnlySpan<byte>(fetch.Data, checked((int)fetch.DataBytes));
        if (Ascii.IsValid(bytes))
        {
            return;
        }

        var bad = Utf8.IsValid(bytes) ? FirstSplit(fetch, bytes) : FirstInvalid(fetch, bytes);
        if (bad >= 0)
        {
            var row = sizes != null ? new RaggedLists(sizes, (int)fetch.Dims[0], fetch.Rank - 1).RowOf(bad)
                : fetch.Count == 0 ? 0 : bad / Math.Max(1, fetch.Count / Math.Max(1, fetch.Dims[0]));
            throw new BlockException(
                $"Fetch '{_spec.Name}' (string) is not text: invalid UTF-8, first at row {position.FirstRow + row}{position}. "
                + $"Fix: declare it binary (Binary, --binary {_spec.Name}).")
            { Tensor = _spec.Name, Row = position.FirstRow + row };
        }
    }

    // The whole is text: each string is too unless one begins inside a character.
    private static long FirstSplit(in Fetch fetch, ReadOnlySpan<byte> bytes)
    {
        for (long i = 0; i < fetch.Count; i++)
        {
            var start = fetch.Offsets[i];
            if (start < bytes.Length && (bytes[start] & 0xC0) == 0x80)
            {
                return Math.Max(0, i - 1);
            }
        }

        return -1;
    }

    private static long FirstInvalid(in Fetch fetch, ReadOnlySpan<byte> bytes)
    {
        for (long i = 0; i < fetch.Count; i++)
        {
            if (!Utf8.IsValid(bytes[fetch.Offsets[i]..fetch.Offsets[i + 1]]))
            {
                return i;
            }
        }

        return 0;
    }
}
