using System.Text;
using TensorFrames.Columns;
using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames;

/// <summary>
/// The tensors of one run, read in TensorFlow's own memory. Dispose it when done; spans must not be used after, and end
/// with it. Dropped results are given back by the finaliser, unless a span of theirs was lent, whose end it cannot see.
/// </summary>
public sealed unsafe class RunResults : IDisposable
{
    private readonly string[] _names;
    private readonly Fetch[] _fetches;
    private RunOwner? _owner;
    private bool _lent;

    internal RunResults(string[] names, Fetch[] fetches, RunOwner owner) => (_names, _fetches, _owner) = (names, fetches, owner);

    /// <summary>Gives back what was dropped.</summary>
    ~RunResults()
    {
        if (!_lent)
        {
            Release();
        }
    }

    /// <summary>Fetches in the order asked for.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Element type of a fetch.</summary>
    public DType DType(string fetch)
    {
        using var reading = Read(fetch);
        return reading.DType;
    }

    /// <summary>Shape of a fetch, all sizes known.</summary>
    public TensorShape Shape(string fetch)
    {
        using var reading = Read(fetch);
        return new TensorShape(new ReadOnlySpan<long>(reading.Fetch.Dims, reading.Fetch.Rank));
    }

    /// <summary>The values of a fixed-width fetch (not bool), row-major, without a copy; float16 as Half, bfloat16 as ushort.</summary>
    /// <exception cref="ArgumentException">The fetch has another dtype.</exception>
    public ReadOnlySpan<T> Values<T>(string fetch)
        where T : unmanaged
    {
        using var reading = Read(fetch);
        var dtype = reading.DType;
        if (dtype == TensorFrames.DType.Bool || (dtype != TensorValue.DTypeOf<T>() && (dtype != TensorFrames.DType.BFloat16 || typeof(T) != typeof(ushort))))
        {
            throw new ArgumentException($"Fetch '{fetch}' is {dtype.Name()}, not {typeof(T).Name}.", nameof(fetch));
        }

        _lent = true;
        return new ReadOnlySpan<T>(reading.Fetch.Data, checked((int)reading.Fetch.Count));
    }

    /// <summary>The values of a bool fetch.</summary>
    public bool[] Bools(string fetch)
    {
        using var reading = Read(fetch, TensorFrames.DType.Bool);
        var values = new bool[reading.Fetch.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitSpan.Get(reading.Bytes, i);
        }

        return values;
    }

    /// <summary>The values of a string fetch as text.</summary>
    public string[] Strings(string fetch) => [.. Bytes(fetch).Select(Encoding.UTF8.GetString)];

    /// <summary>The values of a string fetch as bytes.</summary>
    public byte[][] Bytes(string fetch)
    {
        using var reading = Read(fetch, TensorFrames.DType.String);
        var values = new byte[reading.Fetch.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reading.Bytes[reading.Fetch.Offsets[i]..reading.Fetch.Offsets[i + 1]].ToArray();
        }

        return values;
    }

    /// <summary>Gives the memory back to TensorFlow.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release() => Interlocked.Exchange(ref _owner, null)?.Release();

    // Another thread may dispose meanwhile: who reads keeps the memory.
    private Reading Read(string fetch, DType? expected = null)
    {
        var owner = _owner;
        ObjectDisposedException.ThrowIf(owner is null || !owner.TryRetain(), this);
        var index = System.Array.IndexOf(_names, fetch);
        var dtype = index < 0 ? TensorFrames.DType.Unknown : (DType)_fetches[index].DType;
        if (index >= 0 && (expected ?? dtype) == dtype)
        {
            return new Reading(owner, ref _fetches[index]);
        }

        owner.Release();
        throw new ArgumentException(
            index < 0 ? $"'{fetch}' was not fetched. Fetched: {string.Join(", ", _names)}." : $"Fetch '{fetch}' is {dtype.Name()}, not {expected!.Value.Name()}.", nameof(fetch));
    }

    private readonly ref struct Reading(RunOwner owner, ref Fetch fetch)
    {
        internal readonly ref Fetch Fetch = ref fetch;

        internal DType DType => (DType)Fetch.DType;

        internal ReadOnlySpan<byte> Bytes => new(Fetch.Data, checked((int)Fetch.DataBytes));

        public void Dispose() => owner.Release();
    }
}
