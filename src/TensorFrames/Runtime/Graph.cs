using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Rewriting;
using TensorFrames.Graphs.Segments;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>
/// A frozen TensorFlow graph, loaded into one runtime and ready to run. Thread-safe: its session is made once and shared,
/// except that graphs which change state inside the session get one for each partition (in an aggregate, whose groups come from
/// all partitions, one for each thread).
/// </summary>
public sealed unsafe class Graph : IGraphModel, IDisposable
{
    private readonly TensorFlowRuntime _runtime;
    private readonly RuntimeState _state;
    private readonly GraphFile _file;
    private readonly GraphHandle _handle;
    private readonly Lazy<SessionState> _session;
    private readonly GraphModel _model;
    private readonly DerivedGraphs _stacked = new();
    private readonly DerivedGraphs _segmented = new();
    private readonly DerivedGraphs _summed = new();
    private bool _disposed;

    private Graph(GraphFile file, TensorFlowRuntime runtime, SessionConfig config)
    {
        (_file, _runtime, _state, Config) = (file, runtime, runtime.State, config);
        var rewritten = GraphRewriting.For(file, runtime.Registry);
        Changes = rewritten.Changes;
        _handle = Import(file, runtime, rewritten.Bytes.Span);
        _model = new GraphModel(file, runtime, _handle);
        file.DropWeights();
        _session = new Lazy<SessionState>(OpenSession);
        _state.RetainOpen();
        Log(runtime.Logger);
    }

    /// <summary>The file it came from, or the name given to bytes or a stream.</summary>
    public string Source => _file.Source;

    /// <summary>SHA-256 of the GraphDef, lower-case hex: its identity.</summary>
    public string Hash => _file.Hash;

    /// <summary>The runtime it was loaded into.</summary>
    public TensorFlowRuntime Runtime => _runtime;

    /// <summary>Threads and devices of its sessions.</summary>
    public SessionConfig Config { get; }

    /// <summary>What had to be changed for this runtime, one line each: attributes of a newer TensorFlow dropped, divisions guarded.</summary>
    public IReadOnlyList<string> Changes { get; }

    /// <summary>Tensors to feed, in the graph's order.</summary>
    public IReadOnlyList<GraphTensor> Placeholders => _model.Placeholders;

    /// <summary>Numeric, bool and string outputs that nobody consumes, in the graph's order.</summary>
    public IReadOnlyList<GraphTensor> Outputs => _model.Outputs;

    /// <summary>Whether runs change state inside the session.</summary>
    public bool IsStateful => _model.Facts.WritesState;

    /// <summary>Everything known of it without running it.</summary>
    public GraphFacts Facts => _model.Facts;

    /// <summary>Loads a frozen GraphDef from its file.</summary>
    /// <param name="path">A binary GraphDef (.pb).</param>
    /// <param name="runtime">The libtensorflow to run it; default: <see cref="TensorFlowRuntime.Default"/>.</param>
    /// <param name="config">Threads and devices.</param>
    /// <exception cref="GraphException">No valid GraphDef, not frozen, or not for this runtime; node, op and attribute are named.</exception>
    public static Graph Load(string path, TensorFlowRuntime? runtime = null, SessionConfig? config = null) => Make(GraphFile.Load(path), runtime, config);

    /// <summary>Loads a frozen GraphDef from a stream, to its end.</summary>
    public static Graph Load(Stream stream, TensorFlowRuntime? runtime = null, SessionConfig? config = null) => Make(GraphFile.Load(stream), runtime, config);

    /// <summary>Loads what was parsed already; its weights are let go.</summary>
    internal static Graph Load(GraphFile file, TensorFlowRuntime runtime, SessionConfig? config = null) => Make(file, runtime, config);

    /// <summary>Loads a frozen GraphDef from its bytes, which must not change afterwards.</summary>
    public static Graph Load(ReadOnlyMemory<byte> bytes, TensorFlowRuntime? runtime = null, SessionConfig? config = null) => Make(GraphFile.Load(bytes), runtime, config);

    /// <summary>Loads what freezing a model makes, now and again when the bytes are to be sent on; <paramref name="source"/> is the model.</summary>
    internal static Graph Load(Func<byte[]> freeze, string source, TensorFlowRuntime? runtime, SessionConfig? config) =>
        Make(GraphFile.LoadToRun(freeze(), source, () => freeze()), runtime, config);

    /// <summary>Runs the graph once over these tensors. Dtypes and shapes are checked first.</summary>
    /// <param name="feeds">Placeholder → tensor, for every placeholder that the fetches reach.</param>
    /// <param name="fetches">Tensors to fetch; none: <see cref="Outputs"/>.</param>
    /// <returns>The fetched tensors, the caller's to dispose.</returns>
    /// <exception cref="PlanException">A feed or fetch is unknown, missing, or of another dtype or shape.</exception>
    /// <exception cref="RunException">TensorFlow reported an error.</exception>
    public RunResults Run(IReadOnlyDictionary<string, TensorValue> feeds, params IReadOnlyList<string> fetches)
    {
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(fetches);
        return SingleRun.Run(this, SharedSession(), feeds, fetches);
    }

    /// <summary>Closes sessions and graph; results keep what they need.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        _stacked.Dispose();
        _segmented.Dispose();
        _summed.Dispose();
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }

        _handle.Dispose();
        _state.Release();
    }

    IReadOnlyList<GraphTensor> IGraphModel.PlaceholdersOf(IReadOnlyList<string> fetches) => _model.PlaceholdersOf(fetches);

    GraphTensor IGraphModel.Fetch(string name) => _model.Fetch(name);

    PlanException IGraphModel.UnknownPlaceholder(string name) => _model.UnknownPlaceholder(name);

    /// <summary>Whether equal feeds give these fetches equal values in every run: no random numbers, no state.</summary>
    internal bool IsDeterministic(IEnumerable<string> fetches) => _model.IsDeterministic(fetches);

    /// <summary>The same computation over a leading dimension of rows, loaded once; null where rows cannot be stacked.</summary>
    internal Graph? Stacked(IReadOnlyList<string> feeds, IReadOnlyDictionary<string, int> constants, IReadOnlyList<string> fetches) => _stacked.Of(feeds, constants, fetches, () =>
        _model.Stack(feeds, constants, fetches, _file.TryOriginal) is { } bytes ? Make(GraphFile.LoadToRun(bytes, $"{Source} (rows stacked)"), _runtime, Config) : null);

    /// <summary>The reductions over axis 0 that these fetches are, fetch i of feed i; null where one is none that is recognised.</summary>
    internal IReadOnlyList<SegmentReduction>? Reductions(IReadOnlyList<string> feeds, IReadOnlyList<string> fetches) => _model.Reductions(feeds, fetches);

    MeanReduction? IGraphModel.MeanOf(string placeholder, string fetch) => _model.MeanOf(placeholder, fetch);

    /// <summary>The graph with sums and counts in place of these means (<see cref="MeanGraphDef"/>), loaded once.</summary>
    /// <param name="means">The means.</param>
    /// <param name="alone">Whether nothing else of the graph is needed.</param>
    internal Graph Summed(IReadOnlyList<MeanReduction> means, bool alone) => _summed.Of(
        [.. means.Select(m => m.Scope)],
        FrozenDictionary<string, int>.Empty,
        alone ? [] : ["others"],
        () => Make(GraphFile.LoadToRun(_model.Sums(means, alone ? [] : _file.Original().Span), $"{Source} (means as sums)"), _runtime, Config))!;

    /// <summary>These reductions over groups of rows, all groups in one run (<see cref="SegmentGraphDef"/>), loaded once.</summary>
    internal Graph Segmented(IReadOnlyList<SegmentReduction> reductions) => _segmented.Of(
        [.. reductions.Select(r => r.Placeholder)],
        FrozenDictionary<string, int>.Empty,
        [.. reductions.Select(r => r.Fetch)],
        () => Make(GraphFile.LoadToRun(_model.Segment(reductions), $"{Source} (groups at once)"), _runtime, Config))!;

    internal static TensorPort Port(string name)
    {
        var parsed = TensorName.Parse(name);
        return new TensorPort(parsed.Operation, parsed.Index);
    }

    /// <summary>Bytes of the GraphDef.</summary>
    internal int OriginalLength => _file.Length;

    /// <summary>The GraphDef as it was loaded, to be sent to where it runs.</summary>
    internal ReadOnlyMemory<byte> OriginalBytes() => _file.Original();

    internal SessionState SharedSession()
    {
        var session = _session.Value;
        if (Volatile.Read(ref _disposed))
        {
            // Made while the graph was being closed, which then has not seen it.
            session.Dispose();
            throw new ObjectDisposedException(nameof(Graph));
        }

        return session;
    }

    internal SessionState OpenSession() => new(
        _state, _handle, (Config with { ConstantFolding = _model.Facts.FoldingHazards.Count == 0 }).ToBytes(), _model.Flags);

    private void Log(ILogger? logger)
    {
        if (logger is null)
        {
            return;
        }

        RuntimeLog.GraphLoaded(logger, Source, Hash, _runtime.Version, Facts.NodeCount, Placeholders.Count, Outputs.Count, IsStateful);
        foreach (var change in Changes)
        {
            RuntimeLog.GraphChanged(logger, Source, change);
        }
    }

    private static Graph Make(GraphFile file, TensorFlowRuntime? runtime, SessionConfig? config) => new(file, runtime ?? TensorFlowRuntime.Default, config ?? new SessionConfig());

    private static GraphHandle Import(GraphFile file, TensorFlowRuntime runtime, ReadOnlySpan<byte> bytes)
    {
        ErrorText error;
        fixed (byte* data = bytes)
        {
            var status = Shim.tfn_graph_import(runtime.State.Handle, data, bytes.Length, out var handle, &error);
            return status == Status.Ok ? handle
                : throw new GraphException($"TensorFlow {runtime.Version} refuses '{file.Source}': {error.Message}") { Code = (int)status };
        }
    }
}
