using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Batches of one row, copied from a run's outputs or from the cells that would feed one.</summary>
internal sealed unsafe class RowColumns(ReducePlan plan, IReadOnlyList<FetchSpec> specs, Schema schema)
{
    private readonly FetchColumn[] _columns = [.. specs.Select(s => new FetchColumn(s))];

    /// <summary>The outputs of the last run, as they are: without a dimension of rows.</summary>
    internal RecordBatch OfFetches(RunScratch scratch, in BlockPosition position)
    {
        var arrays = new IArrowArray[_columns.Length];
        var dims = stackalloc long[RunScratch.MaxRank + 1];
        for (var i = 0; i < arrays.Length; i++)
        {
            var fetch = scratch.Fetches[i];
            var shape = new ReadOnlySpan<long>(fetch.Dims, fetch.Rank);
            if (!Fits(shape, specs[i].Cell))
            {
                throw RunErrors.Result(plan, i, $"gave {new TensorShape(shape)}, {specs[i].Cell} was expected of a result that is fed again", position);
            }

            dims[0] = 1;
            shape.CopyTo(new Span<long>(dims + 1, fetch.Rank));
            fetch.Dims = dims;
            fetch.Rank++;
            arrays[i] = _columns[i].Make(fetch, null, CopiedMemory.Instance, position);
            plan.Tally.AddFetch(i, fetch, gatheredRows: 0);
        }

        return new RecordBatch(schema, arrays, 1);
    }

    /// <summary>The one row that was fed, from the scratch's feed <paramref name="first"/> on.</summary>
    internal RecordBatch OfFeeds(RunScratch scratch, int first, in BlockPosition position)
    {
        var arrays = new IArrowArray[_columns.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = OfFeed(_columns[i], plan.Feeds[first + i].Spec, scratch.Feeds[first + i], position);
        }

        return new RecordBatch(schema, arrays, 1);
    }

    private static bool Fits(ReadOnlySpan<long> shape, TensorShape cell)
    {
        var fits = shape.Length == cell.Rank;
        for (var axis = 0; fits && axis < shape.Length; axis++)
        {
            fits = cell[axis] < 0 || cell[axis] == shape[axis];
        }

        return fits;
    }

    private static IArrowArray OfFeed(FetchColumn column, FeedSpec spec, in Feed feed, in BlockPosition position)
    {
        var fetch = new Fetch { Data = (byte*)feed.Data, DataBytes = feed.DataBytes, Dims = feed.Dims, Rank = feed.Rank, DType = feed.DType, Count = 1 };
        for (var axis = 0; axis < feed.Rank; axis++)
        {
            fetch.Count *= feed.Dims[axis];
        }

        switch (feed.Layout)
        {
            case Layout.Values when feed.DType != (int)DType.Bool:
                return column.Make(fetch, null, CopiedMemory.Instance, position);
            case Layout.Values or Layout.Bits:
                var bits = new byte[(fetch.Count + 7) / 8];
                for (var i = 0; i < fetch.Count; i++)
                {
                    bits[i / 8] |= (byte)(Bool(feed, i) << (i % 8));
                }

                fixed (byte* data = bits)
                {
                    fetch.Data = data;
                    fetch.DataBytes = bits.Length;
                    return column.Make(fetch, null, CopiedMemory.Instance, position);
                }

            default:
                FedStrings.Check(spec, feed, fetch.Count, position);
                var offsets = new int[fetch.Count + 1];
                var start = Offset(feed, 0, fetch.Count);
                for (var i = 0; i < offsets.Length; i++)
                {
                    offsets[i] = checked((int)(Offset(feed, i, fetch.Count) - start));
                }

                fixed (int* at = offsets)
                {
                    fetch.Data = (byte*)feed.Data + start;
                    fetch.DataBytes = offsets[^1];
                    fetch.Offsets = at;
                    return column.Make(fetch, null, CopiedMemory.Instance, position);
                }
        }
    }

    // Bytes where nulls were filled, else bits.
    private static int Bool(in Feed feed, long i) => feed.Layout == Layout.Values ? ((byte*)feed.Data)[i]
        : BitSpan.At((byte*)feed.Data, feed.First + i);

    // No strings may have no offsets at all.
    private static long Offset(in Feed feed, long i, long count) => count == 0 ? 0
        : feed.Layout == Layout.Strings64 ? ((long*)feed.Offsets)[feed.First + i] : ((int*)feed.Offsets)[feed.First + i];
}
