using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Interop;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>Takes keys and fed columns out of blocks, and deals their rows into parts. One thread at a time; threads have one each.</summary>
internal sealed unsafe class RowDealer : IBlockRunner
{
    private readonly AggregatePlan _plan;
    private readonly IReadOnlyList<KeyColumn> _keys;
    private readonly IReadOnlyList<PlannedFeed> _fed;
    private readonly BlockFeeds _feeds;
    private readonly bool _ofPartials;

    internal RowDealer(AggregatePlan plan, bool ofPartials)
    {
        (_plan, _ofPartials) = (plan, ofPartials);
        _keys = ofPartials ? plan.PartialKeys : plan.Keys;
        _fed = ofPartials ? plan.PartialFeeds : plan.Feeds;
        _feeds = new BlockFeeds(plan, _fed, run: null, noCopy: false);
    }

    /// <inheritdoc/>
    public (long Borrowed, long Copied) Fed { get; private set; }

    /// <summary>The block's rows, dealt; null for an empty block, which takes no part.</summary>
    public RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        Fed = default;
        if (block.Length == 0)
        {
            return null;
        }

        var scratch = _feeds.Scratch;
        _feeds.Feed(block, position);
        try
        {
            Fed = _plan.Tally.AddFeeds(scratch, why: _ofPartials ? CopyReason.Partials : CopyReason.Grouped);
            return new DealtBatch(Deal(block, scratch, position), position);
        }
        finally
        {
            scratch.End(held: false);
            GC.KeepAlive(block);
        }
    }

    public void Dispose() => _feeds.Dispose();

    private ScatteredRows Deal(RecordBatch block, RunScratch scratch, in BlockPosition position)
    {
        var rows = block.Length;
        var words = (ulong*)scratch.Rent((long)rows * sizeof(ulong)).Pointer;
        var numbers = (int*)scratch.Rent((long)rows * sizeof(int)).Pointer;
        byte* nulls = null;
        ColumnView keys = default;
        if (_plan.KeysAreWords)
        {
            nulls = Words(block, words, scratch, position);
        }
        else
        {
            keys = Bytes(block, words, scratch, position);
        }

        var forms = new CellForm[_fed.Count];
        var cells = new ColumnView[forms.Length];
        for (var i = 0; i < forms.Length; i++)
        {
            (forms[i], cells[i]) = Cells(scratch, i, position);
        }

        return RowScatter.Deal(_plan.Memory, rows, words, nulls, keys, forms, cells, 0, numbers);
    }

    private byte* Words(RecordBatch block, ulong* words, RunScratch scratch, in BlockPosition position)
    {
        try
        {
            var nulls = scratch.Rent(block.Length).Pointer;
            var writer = new KeyWriter(_keys[0], block.Column(_keys[0].Column).Data, block.Length);
            return writer.Words(new Span<ulong>(words, block.Length), new Span<byte>(nulls, block.Length)) ? nulls : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(_keys[0], e, position);
        }
    }

    private ColumnView Bytes(RecordBatch block, ulong* words, RunScratch scratch, in BlockPosition position)
    {
        var rows = block.Length;
        var at = new Span<int>(scratch.Rent((rows + 1L) * sizeof(int)).Pointer, rows);
        at.Clear();
        foreach (var key in _keys)
        {
            Read(key, block, position, at, (writer, lengths) => writer.AddLengths(lengths));
        }

        var offsets = new Span<int>(scratch.Rent((rows + 1L) * sizeof(int)).Pointer, rows + 1);
        long end = 0;
        for (var i = 0; i < rows; i++)
        {
            (offsets[i], end) = ((int)end, end + at[i]);
            at[i] = offsets[i];
            if (end > int.MaxValue)
            {
                throw new BlockException($"The keys of a block take more than 2 GiB{position}. Fix: smaller blocks (BlockRows, --batch-rows).") { Column = _keys[0].Field.Name };
            }
        }

        offsets[rows] = (int)end;
        var bytes = scratch.Rent(end).Pointer;
        foreach (var key in _keys)
        {
            Read(key, block, position, at, (writer, ends) => writer.Write(bytes, ends));
        }

        for (var i = 0; i < rows; i++)
        {
            words[i] = KeyHash.Of(new ReadOnlySpan<byte>(bytes + offsets[i], offsets[i + 1] - offsets[i]));
        }

        fixed (int* first = offsets)
        {
            return new ColumnView(bytes, first);
        }
    }

    private delegate void Use(KeyWriter writer, Span<int> numbers);

    private static void Read(KeyColumn key, RecordBatch block, in BlockPosition position, Span<int> numbers, Use use)
    {
        try
        {
            use(new KeyWriter(key, block.Column(key.Column).Data, block.Length), numbers);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(key, e, position);
        }
    }

    private static bool IsDamage(Exception e) => e is InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException or NullReferenceException or OverflowException;

    private static BlockException Damaged(KeyColumn key, Exception e, in BlockPosition position) =>
        new($"Column '{key.Field.Name}' ({ArrowTypeNames.Of(key.Field.DataType)}) cannot be a key: {e.Message}{position}. Fix: the batch is damaged; write the table anew.", e) { Column = key.Field.Name };

    private (CellForm, ColumnView) Cells(RunScratch scratch, int feed, in BlockPosition position)
    {
        var from = scratch.Feeds[feed];
        var form = new CellForm((DType)from.DType, new ReadOnlySpan<long>(from.Dims + 1, from.Rank - 1).ToArray());
        var count = from.Dims[0] * form.Elements;
        switch (from.Layout)
        {
            case Layout.Values:
                return (form, new ColumnView((byte*)from.Data));
            case Layout.Bits:
                var bytes = scratch.Rent(count).Pointer;
                for (long i = 0; i < count; i++)
                {
                    bytes[i] = BitSpan.At((byte*)from.Data, from.First + i);
                }

                return (form, new ColumnView(bytes));
            case Layout.Strings64:
                FedStrings.Check(_fed[feed].Spec, from, count, position);
                return (form, count == 0 ? NoStrings(scratch) : new ColumnView((byte*)from.Data, (long*)from.Offsets + from.First, isWide: true));
            default:
                FedStrings.Check(_fed[feed].Spec, from, count, position);
                return (form, count == 0 ? NoStrings(scratch) : new ColumnView((byte*)from.Data, (int*)from.Offsets + from.First));
        }
    }

    // No strings may have no offsets at all.
    private static ColumnView NoStrings(RunScratch scratch)
    {
        var offset = (int*)scratch.Rent(sizeof(int)).Pointer;
        *offset = 0;
        return new ColumnView((byte*)offset, offset);
    }
}
