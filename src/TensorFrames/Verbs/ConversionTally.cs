using TensorFrames.Interop;
using TensorFrames.Run;
using TensorFrames.Spark;

namespace TensorFrames.Verbs;

/// <summary>Counts conversions of one verb; threads add at once.</summary>
internal sealed class ConversionTally(IReadOnlyList<PlannedFeed> feeds, IReadOnlyList<GraphTensor> fetches, MapOptions options, bool partials = false)
{
    private const int Reasons = (int)CopyReason.Grouped + 1;
    private readonly long[] _feedBytes = new long[feeds.Count * Reasons];
    private readonly long[] _feedTensors = new long[feeds.Count * Reasons];
    private readonly long[] _fetchBytes = new long[fetches.Count];
    private readonly long[] _gatheredBytes = new long[fetches.Count];
    private readonly long[] _fetchTensors = new long[fetches.Count];
    private readonly long[] _aliased = new long[fetches.Count];
    private long _saved;

    /// <summary>
    /// Adds a block's feeds from the <paramref name="first"/> on, which lie from the scratch's feed <paramref name="at"/> on; all
    /// with one reason where that is given; returns their bytes.
    /// </summary>
    internal unsafe (long Borrowed, long Copied) AddFeeds(RunScratch scratch, int first = 0, CopyReason? why = null, int at = 0)
    {
        long borrowed = 0, copied = 0;
        for (var i = first; i < feeds.Count; i++)
        {
            var (before, bytes) = (scratch.Copies[at + i], scratch.Bytes[at + i]);
            var reason = why ?? (before != CopyReason.None ? before : Of(scratch.Feeds[at + i].Reason));
            Add(i, reason, 1, bytes);
            (borrowed, copied) = reason == CopyReason.None ? (borrowed + bytes, copied) : (borrowed, copied + bytes);
        }

        return (borrowed, copied);
    }

    /// <summary>Adds the feeds of a block whose rows were run by themselves; returns their bytes.</summary>
    internal unsafe (long Borrowed, long Copied) AddRowFeeds(RunScratch scratch)
    {
        long borrowed = 0, copied = 0;
        for (var i = 0; i < feeds.Count; i++)
        {
            var cells = scratch.RowFeeds[i];
            var before = scratch.Copies[i];
            Add(i, before, cells.BorrowedRows, cells.BorrowedBytes);
            Add(i, before != CopyReason.None ? before : Of(scratch.Feeds[i].Reason), cells.CopiedRows, cells.CopiedBytes);
            borrowed += before == CopyReason.None ? cells.BorrowedBytes : 0;
            copied += cells.CopiedBytes + (before == CopyReason.None ? 0 : cells.BorrowedBytes);
        }

        return (borrowed, copied);
    }

    /// <summary>Adds a block's fetch: of one run, or gathered of so many rows.</summary>
    internal void AddFetch(int fetch, in Fetch output, int gatheredRows)
    {
        Interlocked.Add(ref gatheredRows > 0 ? ref _gatheredBytes[fetch] : ref _fetchBytes[fetch], output.DataBytes);
        Interlocked.Add(ref _fetchTensors[fetch], Math.Max(1, gatheredRows));
        if ((output.Flags & Fetch.Aliased) != 0)
        {
            Interlocked.Increment(ref _aliased[fetch]);
        }
    }

    /// <summary>Adds runs that stacking made needless.</summary>
    internal void AddSaved(long runs) => Interlocked.Add(ref _saved, runs);

    internal ConversionReport Report() => new(
        [.. feeds.Select((feed, i) => Feed(feed, i * Reasons))],
        [.. fetches.Select((fetch, i) => OfFetch(fetch, i))])
    { SavedRuns = Interlocked.Read(ref _saved) };

    private void Add(int feed, CopyReason reason, long tensors, long bytes)
    {
        Interlocked.Add(ref _feedBytes[(feed * Reasons) + (int)reason], bytes);
        Interlocked.Add(ref _feedTensors[(feed * Reasons) + (int)reason], tensors);
    }

    internal static CopyReason Of(CopyCause cause) => cause switch
    {
        CopyCause.Misaligned => CopyReason.Misaligned,
        CopyCause.Bits => CopyReason.Bits,
        CopyCause.StringAbi => CopyReason.OldStrings,
        CopyCause.Mutated => CopyReason.GraphMutates,
        _ => CopyReason.None,
    };

    private FeedConversion Feed(PlannedFeed feed, int at)
    {
        var reasons = Enumerable.Range(1, Reasons - 1).Where(r => _feedTensors[at + r] != 0).ToDictionary(r => (CopyReason)r, r => _feedTensors[at + r]);
        return new(
            feed.Spec.Field.Name,
            feed.Spec.Placeholder,
            _feedTensors[at],
            _feedBytes[at],
            reasons.Values.Sum(),
            _feedBytes.AsSpan(at + 1, Reasons - 1).ToArray().Sum(),
            reasons);
    }

    private FetchConversion OfFetch(GraphTensor fetch, int i)
    {
        var reason = partials ? CopyReason.Partials : fetch.DType switch
        {
            DType.Bool => CopyReason.Bits,
            DType.String => CopyReason.Offsets,
            DType.Float32 when options.Vectors.Contains(fetch.Name) => CopyReason.Widened,
            var dtype when options.SparkTypes && SparkColumn.IsConverted(dtype) => CopyReason.SparkType,
            _ => CopyReason.None,
        };
        var (borrowed, copied) = reason == CopyReason.None ? (_fetchBytes[i], 0L) : (0L, _fetchBytes[i]);
        var gathered = _gatheredBytes[i];
        return new(fetch.Name, _fetchTensors[i], borrowed, copied + gathered, _aliased[i], reason == CopyReason.None && gathered != 0 ? CopyReason.Gathered : reason);
    }
}
