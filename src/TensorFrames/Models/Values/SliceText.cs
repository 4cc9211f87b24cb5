using System.Globalization;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Bundles;

namespace TensorFrames.Models.Values;

/// <summary>Which part of a saved value a restore op asks for: <c>20 4 0,10:0,4</c> is rows 0 to 9 of [20,4], <c>-</c> is a whole axis.</summary>
internal static class SliceText
{
    /// <summary>The part; null where there is no such part, or the whole is to have another shape.</summary>
    public static TensorProto? Cut(TensorProto whole, BundleEntry entry, string text)
    {
        if (text[..(text.LastIndexOf(' ') + 1)] != string.Concat(entry.Shape.Dims.ToArray().Select(size => string.Create(CultureInfo.InvariantCulture, $"{size} "))))
        {
            return null;
        }

        var extents = new List<(long, long)>();
        foreach (var axis in text[(text.LastIndexOf(' ') + 1)..].Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (axis == "-")
            {
                extents.Add((0, -1));
            }
            else if (axis.Split(',') is [var start, var length] && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                extents.Add((first, count));
            }
            else
            {
                return null;
            }
        }

        var width = entry.DType.Width();
        if (width == 0 || extents.Count != entry.Shape.Rank || SliceBox.Of(entry.Shape, extents) is not { } box)
        {
            return null;
        }

        var part = new byte[box.Count * width];
        box.Gather(whole.TensorContent.Span, part, width);
        var tensor = Tensors.Of(entry.DType, box.Shape);
        tensor.TensorContent = UnsafeByteOperations.UnsafeWrap(part);
        return tensor;
    }
}
