using TensorFrames.Locating;

namespace TensorFrames;

/// <summary>Finds libtensorflow on this machine and, only where that is asked for, fetches it.</summary>
/// <remarks>
/// Looked at in this order: <see cref="LibTensorFlowOptions.Path"/>, the variable <c>TENSORFRAMES_LIBTENSORFLOW</c> (file
/// or folder), a SciSharp redist beside the app, the user's cache, <c>../shared/tensorflow</c> of a source checkout, an npm
/// package. A path given by hand that holds no library is an error, never passed over. Safe to call from many threads and
/// processes at once: what is fetched is fetched once, under a file lock.
/// </remarks>
public static class LibTensorFlow
{
    /// <summary>The library's full path.</summary>
    /// <exception cref="LibTensorFlowException">
    /// Nothing was found or fetched, or this is not Linux x64; the message lists every place and the ways to fix it.
    /// </exception>
    /// <exception cref="OperationCanceledException">A fetch was cancelled; nothing half-fetched is left.</exception>
    public static string Find(LibTensorFlowOptions? options = null, CancellationToken cancellationToken = default)
    {
        var search = Search(options, cancellationToken);
        return search.Path ?? throw search.Error!;
    }

    /// <summary><see cref="Find"/> on a thread of its own: unpacking takes seconds of processor time.</summary>
    public static Task<string> FindAsync(
        LibTensorFlowOptions? options = null, CancellationToken cancellationToken = default) =>
        Apart(() => Find(options, cancellationToken), cancellationToken);

    /// <summary>As <see cref="Find"/>, but tells about every place looked at, and reports a failure instead of throwing it.</summary>
    /// <exception cref="OperationCanceledException">A fetch was cancelled; nothing half-fetched is left.</exception>
    public static LibTensorFlowSearch Search(
        LibTensorFlowOptions? options = null, CancellationToken cancellationToken = default) =>
        Search(options, Surroundings.Here, cancellationToken);

    /// <summary><see cref="Search(LibTensorFlowOptions?, CancellationToken)"/> on a thread of its own.</summary>
    public static Task<LibTensorFlowSearch> SearchAsync(
        LibTensorFlowOptions? options = null, CancellationToken cancellationToken = default) =>
        Apart(() => Search(options, cancellationToken), cancellationToken);

    internal static LibTensorFlowSearch Search(
        LibTensorFlowOptions? options, Surroundings around, CancellationToken cancellationToken) =>
        new Locator(options ?? new(), around, cancellationToken).Search();

    static Task<T> Apart<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
