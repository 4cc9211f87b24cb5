using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TensorFrames.Bench.Reference;

/// <summary>bench/native/reference.h.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("tfreference")]
    internal static partial nint ref_open(Model* model, byte* message, nuint capacity);

    [LibraryImport("tfreference")]
    internal static partial void ref_close(nint loop);

    [LibraryImport("tfreference")]
    internal static partial int ref_run(nint loop, Batch* batches, int count, ulong* checksum);

    [LibraryImport("tfreference")]
    internal static partial double ref_sum(double* values, long count);

    [StructLayout(LayoutKind.Sequential)]
    internal struct Model
    {
        internal byte* Library;
        internal byte* SavedModel;
        internal byte* GraphDef;
        internal nuint GraphDefBytes;
        internal byte* Config;
        internal nuint ConfigBytes;
        internal byte* Placeholder;
        internal byte* Fetch;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Batch
    {
        internal byte* Data;
        internal nuint Bytes;
        internal Dims Dims;
        internal int Rank;
        internal int DType;
        internal Form Form;
        internal byte* Valid;
        internal int* Offsets;
        internal int* Codes;
    }

    /// <summary>How a column's values become a tensor's.</summary>
    internal enum Form
    {
        Borrowed,
        Bits,
        Filled,
        Texts,
        Coded,
    }

    [InlineArray(4)]
    internal struct Dims
    {
        private long _first;
    }
}
