using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>The values of one frozen graph, whose bytes are counted: it is one protobuf message, which ends below 2 GB.</summary>
/// <param name="source">The model, for the error.</param>
internal sealed class ValueBytes(string source)
{
    // What is no value has the rest.
    private static readonly long Most = Array.MaxLength - (1 << 26);
    private long _bytes;

    /// <summary>Values that the caller gave for this graph, by variable: asked for once.</summary>
    public Dictionary<string, TensorProto> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts values before they are read, or written.</summary>
    /// <exception cref="GraphException">They are too many together.</exception>
    public void Add(long bytes) => _bytes = bytes < Most - _bytes ? _bytes + bytes : throw new GraphException(
        $"'{source}': the values that its fetches need are {(ulong)_bytes + (ulong)bytes} bytes or more, and a frozen graph is one protobuf message, which ends below 2 GB. Fix: fetch what needs fewer of them.");
}
