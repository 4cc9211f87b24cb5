using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark;

/// <summary>One row a task: what was borrowed and copied, where the time went (not in writing: results are dropped), and by which libtensorflow.</summary>
internal static class TaskReport
{
    internal const string Partition = "partition";

    /// <summary>Rows that Spark sent.</summary>
    internal const string Rows = "rows";

    internal const string OutputRows = "output_rows";

    /// <summary>Blocks that the graph was run over.</summary>
    internal const string Blocks = "blocks";

    /// <summary>Runs that MapRows did not need, since rows of one shape were run together.</summary>
    internal const string SavedRuns = "saved_runs";

    /// <summary>Bytes of groups that an aggregate wrote to its spill folder.</summary>
    internal const string SpilledBytes = "spilled_bytes";

    /// <summary>Blocks that are no batch as Spark cut it: pieces of one, or joined of several.</summary>
    internal const string ReblockedBlocks = "reblocked_blocks";

    /// <summary>Bytes that TensorFlow read where the socket had put them.</summary>
    internal const string BorrowedBytes = "borrowed_bytes";

    /// <summary>Bytes that were copied on their way into a tensor.</summary>
    internal const string CopiedBytes = "copied_bytes";

    /// <summary>Why, one line a column: <c>flag: Bits 3</c>; empty where nothing was.</summary>
    internal const string CopyReasons = "copy_reasons";

    /// <summary>The same column by column, as <see cref="TaskReportColumns"/> writes it.</summary>
    internal const string Columns = "columns";

    /// <summary>Bytes of columns that the socket's read did not put on their boundary itself.</summary>
    internal const string MovedBytes = "moved_bytes";

    internal const string Library = "libtensorflow";

    internal const string LibraryVersion = "libtensorflow_version";

    /// <summary>How it was found.</summary>
    internal const string LibrarySource = "libtensorflow_source";

    internal const string Reading = "seconds_reading";

    internal const string Running = "seconds_running";

    /// <summary>Of the running thread, for a batch to come or for room behind it.</summary>
    internal const string Waiting = "seconds_waiting";

    /// <summary>The columns, as the driver declares them and the worker sends them.</summary>
    internal static Schema Schema { get; } = new(
    [
        Of(Partition, Int32Type.Default),
        Of(Rows, Int64Type.Default),
        Of(OutputRows, Int64Type.Default),
        Of(Blocks, Int64Type.Default),
        Of(ReblockedBlocks, Int64Type.Default),
        Of(SavedRuns, Int64Type.Default),
        Of(SpilledBytes, Int64Type.Default),
        Of(BorrowedBytes, Int64Type.Default),
        Of(CopiedBytes, Int64Type.Default),
        Of(CopyReasons, StringType.Default),
        Of(Columns, StringType.Default),
        Of(MovedBytes, Int64Type.Default),
        Of(Library, StringType.Default),
        Of(LibraryVersion, StringType.Default),
        Of(LibrarySource, StringType.Default),
        Of(Reading, DoubleType.Default),
        Of(Running, DoubleType.Default),
        Of(Waiting, DoubleType.Default),
    ],
        null);

    private static Field Of(string name, IArrowType type) => new(name, type, nullable: false);
}
