using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TensorFrames.Interop;

/// <summary>tfn_error: a code, the feed or fetch at fault (or -1), and a UTF-8 message ending in a zero byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ErrorText
{
    internal const int MessageBytes = 4088;

    internal int Code;
    internal int Index;
    internal fixed byte Bytes[MessageBytes];

    internal string Message
    {
        get
        {
            fixed (byte* bytes = Bytes)
            {
                var span = new ReadOnlySpan<byte>(bytes, MessageBytes);
                var end = span.IndexOf((byte)0);
                return Encoding.UTF8.GetString(end < 0 ? span : span[..end]);
            }
        }
    }
}

/// <summary>tfn_runtime_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RuntimeInfo
{
    internal int StringAbi;
    internal int BorrowAlignment;
    internal fixed byte VersionBytes[56];

    internal string Version
    {
        get
        {
            fixed (byte* bytes = VersionBytes)
            {
                return Marshal.PtrToStringUTF8((nint)bytes) ?? "";
            }
        }
    }
}

/// <summary>tfn_counters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Counters
{
    internal long LiveBytes;
    internal long LiveTensors, LiveGraphs, LiveSessions, LivePlans, LiveOutputs, LiveLeases;
    internal long PooledBytes;
    internal long Runs;
    internal long BorrowedTensors, BorrowedBytes, CopiedTensors, CopiedBytes;
    internal long AliasedOutputs;
    internal long PendingLeases;
}

/// <summary>tfn_bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBytes
{
    internal byte* Data;
    internal long Length;
}

/// <summary>tfn_port.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Port
{
    internal byte* Operation;
    internal int Index;
    internal int Reserved;
}

/// <summary>tfn_feed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Feed
{
    internal void* Data;
    internal void* Offsets;
    internal long DataBytes;
    internal long OffsetsBytes;
    internal long First;
    internal long* Dims;
    internal int Rank;
    internal int DType;
    internal Layout Layout;
    internal CopyCause Reason;
}

/// <summary>tfn_fetch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Fetch
{
    internal byte* Data;
    internal int* Offsets;
    internal long* Dims;
    internal long DataBytes;
    internal long Count;
    internal int Rank;
    internal int DType;
    internal int Flags;
    internal int Reserved;

    internal const int Aliased = 1;
}

/// <summary>tfn_run_result.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RunResult
{
    internal nint Outputs;
    internal int LeaseHeld;
    internal int PendingLeases;
}

/// <summary>tfn_row_feed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RowFeed
{
    internal long* Sizes;
    internal long BorrowedRows, BorrowedBytes;
    internal long CopiedRows, CopiedBytes;

    /// <summary>1: the feed is one tensor, fed to every row as it is.</summary>
    internal int Whole;
    internal int Reserved;
}

/// <summary>tfn_row_fetch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RowFetch
{
    internal long* Sizes;
}

/// <summary>tfn_rows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Rows
{
    internal long Count;
    internal RowFeed* Feeds;
    internal RowFetch* Fetches;
    internal int* Stop;
    internal long* Starts;
    internal Feed* Blocks;
    internal long Failed;
}

/// <summary>tfn_layout.</summary>
internal enum Layout
{
    Values = 0,
    Bits = 1,
    Strings32 = 2,
    Strings64 = 3,
}

/// <summary>tfn_copy_reason.</summary>
internal enum CopyCause
{
    Borrowed = 0,
    Misaligned = 1,
    Bits = 2,
    StringAbi = 3,
    Mutated = 4,
}

/// <summary>TFN_PLAN_*.</summary>
[Flags]
internal enum PlanFlags
{
    None = 0,
    CopyFeeds = 1,
    CopyOutputs = 2,
    Stateful = 4,
}

/// <summary>TFN_RUN_*.</summary>
[Flags]
internal enum RunFlags
{
    None = 0,
    ForbidCopy = 1,
}
