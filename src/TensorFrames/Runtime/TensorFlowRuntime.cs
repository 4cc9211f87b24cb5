using Microsoft.Extensions.Logging;
using TensorFrames.Graphs;
using TensorFrames.Interop;
using TensorFrames.Memory;

namespace TensorFrames;

/// <summary>
/// One libtensorflow, loaded into this process and kept to itself: several versions may be open at once. Thread-safe.
/// Dispose it last: what graphs and results still hold stays open until they let go.
/// </summary>
public sealed unsafe class TensorFlowRuntime : IDisposable
{
    private static readonly Lock Gate = new();
    private static TensorFlowRuntime? _default;
    private static bool _muted;
    private readonly RuntimeState _state;
    private readonly Lazy<OpRegistry> _registry;
    private bool _disposed;

    private TensorFlowRuntime(string path, RuntimeHandle handle, ILogger? logger)
    {
        (LibraryPath, Logger) = (path, logger);
        _state = new RuntimeState(handle);
        RuntimeInfo info;
        Shim.tfn_runtime_describe(handle, &info);
        Version = info.Version;
        BorrowAlignment = info.BorrowAlignment;
        BorrowsStrings = info.StringAbi == 2;
        _registry = new Lazy<OpRegistry>(ReadRegistry);
        if (logger is not null)
        {
            RuntimeLog.Loaded(logger, Version, path, BorrowAlignment, BorrowsStrings ? "borrowed" : "encoded");
        }
    }

    /// <summary>The file it was loaded from.</summary>
    public string LibraryPath { get; }

    /// <summary>TensorFlow's version, such as 2.21.0.</summary>
    public string Version { get; }

    /// <summary>Bytes on whose multiples a column's values must begin to be borrowed; found out by trying.</summary>
    public int BorrowAlignment { get; }

    /// <summary>Whether strings are borrowed (from 2.4 on) or encoded.</summary>
    public bool BorrowsStrings { get; }

    /// <summary>Exact counters of what this runtime holds now and has done so far.</summary>
    public RuntimeCounters Counters
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _state.Drain();
            Interop.Counters counters;
            Shim.tfn_runtime_counters(_state.Handle, &counters);
            return new RuntimeCounters(counters.LiveBytes, counters.LiveTensors, counters.LiveOutputs, counters.LiveLeases, counters.LiveGraphs, counters.LiveSessions, counters.Runs, counters.BorrowedTensors, counters.BorrowedBytes, counters.CopiedTensors, counters.CopiedBytes, counters.AliasedOutputs);
        }
    }

    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    internal RuntimeState State => _disposed ? throw new ObjectDisposedException(GetType().FullName) : _state;

    internal OpRegistry Registry => _registry.Value;

    internal ILogger? Logger { get; }

    /// <summary>Loads a libtensorflow from its file.</summary>
    /// <exception cref="LibTensorFlowException">It cannot be loaded, or lacks functions; they are named.</exception>
    /// <param name="libraryPath">libtensorflow.so, or another name of it.</param>
    /// <param name="logger">Told that it was loaded, and of every graph that is loaded into it (Information).</param>
    public static TensorFlowRuntime Open(string libraryPath, ILogger? logger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(libraryPath);
        ShimLibrary.Check();
        // From 2.9 on, loading alone prints a banner that no log level holds back.
        var muted = Volatile.Read(ref _muted);
        if (muted)
        {
            Shim.tfn_stderr_mute(1);
        }

        ErrorText error;
        var status = Shim.tfn_runtime_open(libraryPath, out var handle, &error);
        if (muted)
        {
            Shim.tfn_stderr_mute(0);
        }

        return status == Status.Ok ? new TensorFlowRuntime(libraryPath, handle, logger) : throw new LibTensorFlowException(error.Message) { Code = (int)status };
    }

    /// <summary>Finds and loads a libtensorflow.</summary>
    /// <exception cref="LibTensorFlowException">None is found; the message lists the places and ways to fix it.</exception>
    public static TensorFlowRuntime Load(LibTensorFlowOptions? options = null)
    {
        var search = LibTensorFlow.Search(options);
        if (options?.Logger is { } logger)
        {
            foreach (var candidate in search.Candidates)
            {
                RuntimeLog.LookedAt(logger, candidate);
            }
        }

        return Open(search.Path ?? throw search.Error!, options?.Logger);
    }

    /// <summary>The runtime used where none is named: found by <see cref="LibTensorFlow.Find"/> at first use, never closed.</summary>
    public static TensorFlowRuntime Default
    {
        get
        {
            lock (Gate)
            {
                return _default ??= Load();
            }
        }
    }

    /// <summary>
    /// Raises malloc's thresholds so that outputs up to <paramref name="bytes"/> reuse memory in place of fresh pages.
    /// It changes the whole process; applications may, a library should leave it to them. Call it first: threads that begin
    /// later share malloc's arenas, of which only the first holds outputs of 64 MB and more.
    /// </summary>
    /// <exception cref="LibTensorFlowException">The process uses a malloc that takes no thresholds.</exception>
    public static void KeepLargeOutputs(long bytes)
    {
        ShimLibrary.Check();
        ErrorText error;
        var status = Shim.tfn_malloc_keep(bytes, &error);
        if (status != Status.Ok)
        {
            throw new LibTensorFlowException(error.Message) { Code = (int)status };
        }
    }

    /// <summary>
    /// Keeps the log lines of runtimes that are opened from now on off standard error, which is closed to the whole process
    /// while such a library is loaded. It sets TF_CPP_MIN_LOG_LEVEL for the process; errors still come as exceptions.
    /// </summary>
    public static void MuteLog()
    {
        // 3 lets only what ends the process through.
        SetVariable("TF_CPP_MIN_LOG_LEVEL", "3");
        Volatile.Write(ref _muted, true);
    }

    /// <summary>Closes it, as soon as graphs and results let go; the <see cref="Default"/> one stays open.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(this, Volatile.Read(ref _default)))
        {
            return;
        }

        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _state.Drain();
            _state.Release();
        }
    }

    // .NET's own setter is not seen by native code.
    private static void SetVariable(string name, string value)
    {
        ShimLibrary.Check();
        ErrorText error;
        var status = Shim.tfn_environment_set(name, value, &error);
        if (status != Status.Ok)
        {
            throw new LibTensorFlowException(error.Message) { Code = (int)status };
        }
    }

    private OpRegistry ReadRegistry()
    {
        NativeBytes bytes;
        ErrorText error;
        var status = Shim.tfn_runtime_op_list(_state.Handle, &bytes, &error);
        if (status != Status.Ok)
        {
            throw new LibTensorFlowException(error.Message) { Code = (int)status };
        }

        try
        {
            return OpRegistry.Parse(new ReadOnlySpan<byte>(bytes.Data, checked((int)bytes.Length)), Version);
        }
        finally
        {
            Shim.tfn_bytes_free(&bytes);
        }
    }
}
