using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using AlignedBlock = TensorFrames.Ipc.AlignedBlock;

namespace TensorFrames.Aggregation;

/// <summary>
/// Rows on their way to their groups, in one block of native memory: a word each (the key, or its hash), the keys' bytes
/// where a word does not tell them, and the cells of each fetch. Every column begins on a 64-byte boundary.
/// </summary>
internal sealed unsafe class RowSet : IDisposable
{
    // Measured of one fetch: its objects, their arrays, and what the allocator adds to the block.
    private const long OwnBytes = 512;
    private const long BytesOfForm = 160;

    private readonly long[] _values;
    private readonly long[] _offsets;
    private readonly long[] _textBytes;
    private readonly long _keys = -1;
    private readonly long _keyOffsets;
    private AlignedBlock? _block;

    /// <param name="pool">Lends the block.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="forms">The cells of each fetch.</param>
    /// <param name="keyBytes">Bytes of all keys; -1 where words are the keys.</param>
    /// <param name="textBytes">Bytes of the strings of each fetch; 0 for other values.</param>
    internal RowSet(BlockPool pool, int rows, IReadOnlyList<CellForm> forms, long keyBytes, ReadOnlySpan<long> textBytes)
    {
        (Rows, Forms, _textBytes) = (rows, forms, textBytes.ToArray());
        _values = new long[forms.Count];
        _offsets = new long[forms.Count];
        var end = (long)rows * sizeof(ulong);
        if (keyBytes >= 0)
        {
            _keyOffsets = Take(ref end, (rows + 1L) * sizeof(int));
            _keys = Take(ref end, Checked(keyBytes));
        }

        for (var i = 0; i < forms.Count; i++)
        {
            var form = forms[i];
            _offsets[i] = form.IsText ? Take(ref end, ((long)rows * form.Elements + 1) * sizeof(int)) : -1;
            _values[i] = Take(ref end, Checked(form.IsText ? textBytes[i] : rows * form.Stride));
        }

        _block = pool.Rent(Math.Max(1, end));
        RowBytes = end;
        Bytes = _block.Capacity + OwnBytes + (BytesOfForm * forms.Count);
        if (keyBytes >= 0)
        {
            KeyOffsets[0] = 0;
        }

        for (var i = 0; i < forms.Count; i++)
        {
            if (forms[i].IsText)
            {
                Offsets(i)[0] = 0;
            }
        }
    }

    /// <summary>A copy of these rows.</summary>
    internal static RowSet Of(BlockPool pool, RowSlice slice)
    {
        var (from, forms) = (slice.Set, slice.Set.Forms);
        var text = new long[forms.Count];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = forms[i].IsText ? from.View(i).From((long)slice.Start * forms[i].Elements).TextBytes((long)slice.Count * forms[i].Elements) : 0;
        }

        var copy = new RowSet(pool, slice.Count, forms, from.HasKeys ? from.KeyView.From(slice.Start).TextBytes(slice.Count) : -1, text);
        RowGather.Append(copy, 0, from, slice.Start, slice.Count);
        return copy;
    }

    internal int Rows { get; }

    internal IReadOnlyList<CellForm> Forms { get; }

    /// <summary>Bytes that it keeps: the rows', and about those of the objects that hold them, which are more where rows are few.</summary>
    internal long Bytes { get; }

    /// <summary>Bytes of the rows alone.</summary>
    internal long RowBytes { get; }

    internal bool HasKeys => _keys >= 0;

    internal ulong* Words => (ulong*)Block.Pointer;

    internal int* KeyOffsets => (int*)(Block.Pointer + _keyOffsets);

    internal byte* Keys => Block.Pointer + _keys;

    internal ColumnView KeyView => HasKeys ? new(Keys, KeyOffsets) : default;

    internal ReadOnlySpan<byte> Key(int row) => new(Keys + KeyOffsets[row], KeyOffsets[row + 1] - KeyOffsets[row]);

    internal byte* Values(int fetch) => Block.Pointer + _values[fetch];

    internal int* Offsets(int fetch) => (int*)(Block.Pointer + _offsets[fetch]);

    internal ColumnView View(int fetch) => new(Values(fetch), Forms[fetch].IsText ? Offsets(fetch) : null);

    internal ColumnView[] Views() => [.. Enumerable.Range(0, Forms.Count).Select(View)];

    /// <summary>The values as a buffer that keeps the block; the caller disposes it.</summary>
    internal ArrowBuffer ValueBuffer(int fetch) => Buffer(_values[fetch], Forms[fetch].IsText ? _textBytes[fetch] : Rows * Forms[fetch].Stride);

    internal ArrowBuffer OffsetBuffer(int fetch) => Buffer(_offsets[fetch], ((long)Rows * Forms[fetch].Elements + 1) * sizeof(int));

    internal ArrowBuffer WordBuffer() => Buffer(0, (long)Rows * sizeof(ulong));

    internal ArrowBuffer KeyBuffer() => Buffer(_keys, KeyOffsets[Rows]);

    internal ArrowBuffer KeyOffsetBuffer() => Buffer(_keyOffsets, (Rows + 1L) * sizeof(int));

    public void Dispose() => Interlocked.Exchange(ref _block, null)?.Release();

    private AlignedBlock Block => _block ?? throw new ObjectDisposedException(nameof(RowSet));

    private ArrowBuffer Buffer(long position, long bytes) => bytes == 0 ? ArrowBuffer.Empty : OwnedBuffer.Create(new BlockSlot(Block, position, checked((int)bytes)));

    private static long Take(ref long end, long bytes)
    {
        var start = AlignedBlock.RoundUp(end);
        end = start + bytes;
        return start;
    }

    private static long Checked(long bytes) => bytes <= int.MaxValue ? bytes : throw new BlockException(
        $"Rows of a block take {bytes:N0} bytes in one column, more than 2 GiB. Fix: smaller blocks (BlockRows, --batch-rows).");
}
