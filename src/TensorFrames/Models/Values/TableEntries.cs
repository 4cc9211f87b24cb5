using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>
/// Keys and values of a table with each key once: a table that is filled again compares the number of entries that it has with
/// the number it is given.
/// </summary>
internal static class TableEntries
{
    /// <summary>The tensors themselves where no key occurs twice; null where keys and values do not go together.</summary>
    public static (TensorProto Keys, TensorProto Values)? Unique(TensorProto keys, TensorProto values)
    {
        if (Elements(keys) is not { } all || Elements(values) is not { } contents || all.Count != contents.Count)
        {
            return null;
        }

        var first = new Dictionary<ByteString, int>();
        for (var i = 0; i < all.Count; i++)
        {
            if (!first.TryAdd(all[i], i) && !contents[first[all[i]]].Equals(contents[i]))
            {
                return null;
            }
        }

        return first.Count == all.Count ? (keys, values) : (Tensor(keys, first.Values.Select(i => all[i])), Tensor(values, first.Values.Select(i => contents[i])));
    }

    // One for each element of a vector; where fewer are written, the last stands for the rest.
    private static List<ByteString>? Elements(TensorProto tensor)
    {
        var (count, width) = (InitialValues.ShapeOf(tensor.TensorShape).Count, ((DType)tensor.Dtype).Width());
        List<ByteString> written = tensor switch
        {
            { TensorContent.Length: var length } when width > 0 && length > 0 => [.. tensor.TensorContent.Span.ToArray().Chunk(width).Select(c => ByteString.CopyFrom(c))],
            { StringVal.Count: > 0 } => [.. tensor.StringVal],
            { Int64Val.Count: > 0 } => [.. tensor.Int64Val.Select(Bytes)],
            { FloatVal.Count: > 0 } => [.. tensor.FloatVal.Select(Bytes)],
            { DoubleVal.Count: > 0 } => [.. tensor.DoubleVal.Select(Bytes)],
            { BoolVal.Count: > 0 } => [.. tensor.BoolVal.Select(Bytes)],
            _ => [.. tensor.IntVal.Select(Bytes)],
        };

        // Not more than is written, but for a repeated last one of a small table, is believed.
        const int most = 1 << 24;
        if (count < written.Count || count > Math.Max(most, written.Count))
        {
            return null;
        }

        var last = written.Count > 0 ? written[^1] : ByteString.CopyFrom(new byte[width]);
        written.AddRange(Enumerable.Repeat(last, (int)(count - written.Count)));
        return written;
    }

    private static TensorProto Tensor(TensorProto like, IEnumerable<ByteString> elements)
    {
        ByteString[] all = [.. elements];
        var (dtype, shape) = ((DType)like.Dtype, new TensorShape(all.Length));
        if (dtype == DType.String)
        {
            return Tensors.Strings(all, shape);
        }

        var tensor = Tensors.Of(dtype, shape);
        tensor.TensorContent = ByteString.CopyFrom([.. all.SelectMany(e => e)]);
        return tensor;
    }

    private static ByteString Bytes<T>(T value)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
}
