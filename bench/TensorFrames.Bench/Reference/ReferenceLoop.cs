using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Bench.Reference;

/// <summary>
/// The C loop over one model (a graph's bytes, or a SavedModel's folder as TensorFlow's own loader takes it) and the memory of resident batches.
/// What lies as a tensor does is borrowed; bits, texts and doubles with nulls are written into one by plain loops, and the result into a column.
/// </summary>
internal sealed unsafe class ReferenceLoop : IDisposable
{
    // sizeof(TF_TString).
    private const int StringBytes = 24;

    private readonly nint _loop;
    private readonly Native.Batch[] _batches;
    private readonly List<MemoryHandle> _pins = [];
    private void* _zeros;

    internal ReferenceLoop(TensorFlowRuntime runtime, Workload workload, SessionConfig config, string placeholder = "x", string fetch = "y", string? savedModel = null)
    {
        _loop = Open(runtime, workload.GraphDef, config, placeholder, fetch, savedModel);
        _batches = [.. workload.Batches.Select(b => Describe(b, workload))];
    }

    private static nint Open(TensorFlowRuntime runtime, byte[] graphDef, SessionConfig config, string placeholder, string fetch, string? savedModel = null)
    {
        var message = new byte[4096];
        nint loop;
        fixed (byte* library = Utf8(runtime.LibraryPath), folder = savedModel is null ? null : Utf8(savedModel), graph = graphDef, options = config.ToBytes(), text = message, fed = Utf8(placeholder), fetched = Utf8(fetch))
        {
            var model = new Native.Model
            {
                Library = library,
                SavedModel = folder,
                GraphDef = graph,
                GraphDefBytes = (nuint)graphDef.Length,
                Config = options,
                ConfigBytes = (nuint)config.ToBytes().Length,
                Placeholder = fed,
                Fetch = fetched,
            };
            loop = Native.ref_open(&model, text, (nuint)message.Length);
        }

        return loop != 0 ? loop : throw new InvalidOperationException($"The C loop cannot be opened: {Encoding.UTF8.GetString(message).TrimEnd('\0')}");
    }

    /// <summary>The loop over one graph and so many vectors of doubles, which lie in memory of the caller's.</summary>
    internal ReferenceLoop(TensorFlowRuntime runtime, byte[] graphDef, SessionConfig config, string placeholder, string fetch, IEnumerable<(nint Data, int Count)> vectors)
    {
        _loop = Open(runtime, graphDef, config, placeholder, fetch);
        _batches = [.. vectors.Select(Describe)];
    }

    /// <summary>The loop over one graph and one tensor of zeros (of empty strings, in TensorFlow 2): for graphs whose work does not depend on values.</summary>
    internal ReferenceLoop(TensorFlowRuntime runtime, byte[] graphDef, SessionConfig config, DType dtype, params ReadOnlySpan<long> shape)
    {
        var bytes = (nuint)(dtype == DType.String ? StringBytes : dtype.Width());
        var described = new Native.Batch { Rank = shape.Length, DType = (int)dtype };
        for (var i = 0; i < shape.Length; i++)
        {
            described.Dims[i] = shape[i];
            bytes *= (nuint)shape[i];
        }

        _zeros = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_zeros, bytes);
        described.Data = (byte*)_zeros;
        described.Bytes = bytes;
        _batches = [described];
        _loop = Open(runtime, graphDef, config, "x", "y");
    }

    internal ulong Run()
    {
        ulong checksum;
        fixed (Native.Batch* batches = _batches)
        {
            var code = Native.ref_run(_loop, batches, _batches.Length, &checksum);
            return code == 0 ? checksum : throw new InvalidOperationException($"The C loop ended with TensorFlow's code {code}.");
        }
    }

    /// <summary>The sum of all values, by C alone.</summary>
    internal double Sum()
    {
        double sum = 0;
        foreach (var batch in _batches)
        {
            sum += Native.ref_sum((double*)batch.Data, (long)batch.Bytes / sizeof(double));
        }

        return sum;
    }

    public void Dispose()
    {
        Native.ref_close(_loop);
        _pins.ForEach(p => p.Dispose());
        NativeMemory.AlignedFree(_zeros);
        _zeros = null;
    }

    private static Native.Batch Describe((nint Data, int Count) vector)
    {
        var described = new Native.Batch { Data = (byte*)vector.Data, Bytes = (nuint)(vector.Count * sizeof(double)), Rank = 1, DType = (int)TensorFrames.DType.Float64 };
        described.Dims[0] = vector.Count;
        return described;
    }

    private Native.Batch Describe(RecordBatch batch, Workload workload)
    {
        var described = Values(batch.Column(0));
        described.Rank = 1 + workload.Cell.Length;
        described.DType = (int)workload.DType;
        described.Dims[0] = batch.Length;
        for (var i = 0; i < workload.Cell.Length; i++)
        {
            described.Dims[i + 1] = workload.Cell[i];
        }

        return described;
    }

    private Native.Batch Values(IArrowArray column)
    {
        switch (column)
        {
            case BooleanArray bits:
                return new Native.Batch { Form = Native.Form.Bits, Data = Pinned(bits.ValueBuffer) };
            case StringArray texts:
                return new Native.Batch { Form = Native.Form.Texts, Data = Pinned(texts.ValueBuffer), Offsets = (int*)Pinned(texts.ValueOffsetsBuffer) };
            case DictionaryArray { Dictionary: StringArray texts, Indices: Int32Array codes }:
                return Values(texts) with { Form = Native.Form.Coded, Codes = (int*)Pinned(codes.ValueBuffer) };
            case DoubleArray { NullCount: > 0 } doubles:
                return new Native.Batch { Form = Native.Form.Filled, Data = Pinned(doubles.ValueBuffer), Valid = Pinned(doubles.NullBitmapBuffer) };
            default:
                var leaf = Leaf.Of(column.Data);
                return new Native.Batch { Data = Pinned(leaf.Buffers[1]), Bytes = (nuint)(leaf.Length * ((FixedWidthType)leaf.DataType).BitWidth / 8) };
        }
    }

    // All benchmarks' columns begin with their buffers.
    private byte* Pinned(ArrowBuffer buffer)
    {
        var pin = buffer.Memory.Pin();
        _pins.Add(pin);
        return (byte*)pin.Pointer;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
