using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark;

/// <summary>One row a task about the worker and the machine that it runs on.</summary>
internal static class ProbeReport
{
    internal const string Partition = "partition";

    internal const string Host = "host";

    internal const string ProcessId = "pid";

    internal const string WorkerVersion = "worker_version";

    internal const string WorkerPath = "worker_path";

    internal const string Glibc = "glibc";

    internal const string Cores = "cores";

    /// <summary>The file that was opened; empty where none could be.</summary>
    internal const string Library = "libtensorflow";

    internal const string LibraryVersion = "libtensorflow_version";

    /// <summary>How it was found.</summary>
    internal const string LibrarySource = "libtensorflow_source";

    /// <summary>Why no libtensorflow could be opened, and the fix; empty where one was.</summary>
    internal const string LibraryError = "libtensorflow_error";

    /// <summary>Bytes on whose multiples values must begin to be borrowed; 0 without libtensorflow.</summary>
    internal const string BorrowAlignment = "borrow_alignment";

    internal const string BorrowsStrings = "borrows_strings";

    /// <summary>The columns, as the driver declares them and the worker sends them.</summary>
    internal static Schema Schema { get; } = new(
    [
        Of(Partition, Int32Type.Default),
        Of(Host, StringType.Default),
        Of(ProcessId, Int32Type.Default),
        Of(WorkerVersion, StringType.Default),
        Of(WorkerPath, StringType.Default),
        Of(Glibc, StringType.Default),
        Of(Cores, Int32Type.Default),
        Of(Library, StringType.Default),
        Of(LibraryVersion, StringType.Default),
        Of(LibrarySource, StringType.Default),
        Of(LibraryError, StringType.Default),
        Of(BorrowAlignment, Int32Type.Default),
        Of(BorrowsStrings, BooleanType.Default),
    ],
        null);

    private static Field Of(string name, IArrowType type) => new(name, type, nullable: false);
}
