using TensorFrames.Interop;
using TensorFrames.Ipc;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Strings that are described as a feed but read by managed code: what the shim checks before a run is checked here.</summary>
internal static unsafe class FedStrings
{
    /// <exception cref="BlockException">Offsets fall, or pass the text.</exception>
    internal static void Check(FeedSpec spec, in Feed feed, long count, in BlockPosition position)
    {
        if (count == 0)
        {
            return;
        }

        var entries = checked((int)count + 1);
        var rise = feed.Layout == Layout.Strings64
            ? ValueChecks.OffsetsRise(new ReadOnlySpan<long>((long*)feed.Offsets + feed.First, entries), feed.DataBytes)
            : ValueChecks.OffsetsRise(new ReadOnlySpan<int>((int*)feed.Offsets + feed.First, entries), feed.DataBytes);
        if (!rise)
        {
            throw spec.Broken($"its offsets fall, or pass its {feed.DataBytes} bytes of text", position);
        }
    }
}
