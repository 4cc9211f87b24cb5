using System.Runtime.InteropServices;
using System.Text;
using TensorFrames.Columns;
using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames;

/// <summary>
/// The tensors of one run, read in TensorFlow's own memory. Dispose it when done; spans must not be used after. One owner.
/// </summary>
public sealed unsafe class RunResults : IDisposable
{
    private readonly string[] _names;
    private readonly Fetch[] _fetches;
    private RunOwner? _owner;

    internal RunResults(string[] names, Fetch[] fetches, RunOwner owner) => (_names, _fetches, _owner) = (names, fetches, owner);

    /// <summary>Fetches in the order asked for.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Element type of a fetch.</summary>
    public DType DType(string fetch) => (DType)Find(fetch).DType;

    /// <summary>Shape of a fetch, all sizes known.</summary>
    public TensorShape Shape(string fetch)
    {
        ref var found = ref Find(fetch);
        return new TensorShape(new ReadOnlySpan<long>(found.Dims, found.Rank));
    }

    /// <summary>The values of a fixed-width fetch (not bool), row-major, without a copy; float16 as Half, bfloat16 as ushort.</summary>
    /// <exception cref="ArgumentException">The fetch has another dtype.</exception>
    public ReadOnlySpan<T> Values<T>(string fetch)
        where T : unmanaged
    {
        ref var found = ref Find(fetch);
        var dtype = (DType)found.DType;
        var fits = dtype is not TensorFrames.DType.Bool && (dtype == TensorValue.DTypeOf<T>() || (dtype == TensorFrames.DType.BFloat16 && typeof(T) == typeof(ushort)));
        return fits ? MemoryMarshal.Cast<byte, T>(new ReadOnlySpan<byte>(found.Data, checked((int)found.DataBytes)))
            : throw new ArgumentException($"Fetch '{fetch}' is {dtype.Name()}, not {typeof(T).Name}.", nameof(fetch));
    }

    /// <summary>The values of a bool fetch.</summary>
    public bool[] Bools(string fetch)
    {
        ref var found = ref Expect(fetch, TensorFrames.DType.Bool);
        var bits = new ReadOnlySpan<byte>(found.Data, checked((int)found.DataBytes));
        var values = new bool[found.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitSpan.Get(bits, i);
        }

        return values;
    }

    /// <summary>The values of a string fetch as text.</summary>
    public string[] Strings(string fetch) => [.. Bytes(fetch).Select(Encoding.UTF8.GetString)];

    /// <summary>The values of a string fetch as bytes.</summary>
    public byte[][] Bytes(string fetch)
    {
        ref var found = ref Expect(fetch, TensorFrames.DType.String);
        var values = new byte[found.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new ReadOnlySpan<byte>(found.Data + found.Offsets[i], found.Offsets[i + 1] - found.Offsets[i]).ToArray();
        }

        return values;
    }

    /// <summary>Gives the memory back to TensorFlow.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Release();

    private ref Fetch Expect(string fetch, DType dtype)
    {
        ref var found = ref Find(fetch);
        if (found.DType != (int)dtype)
        {
            throw new ArgumentException($"Fetch '{fetch}' is {((DType)found.DType).Name()}, not {dtype.Name()}.", nameof(fetch));
        }

        return ref found;
    }

    private ref Fetch Find(string fetch)
    {
        ObjectDisposedException.ThrowIf(_owner is null, this);
        var index = System.Array.IndexOf(_names, fetch);
        if (index < 0)
        {
            throw new ArgumentException($"'{fetch}' was not fetched. Fetched: {string.Join(", ", _names)}.", nameof(fetch));
        }

        return ref _fetches[index];
    }
}
