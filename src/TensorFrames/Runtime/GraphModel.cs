using TensorFrames.Graphs;
using TensorFrames.Graphs.Segments;
using TensorFrames.Graphs.Stacking;
using TensorFrames.Interop;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>A loaded graph as verbs see it: names resolved, shapes as its runtime infers them.</summary>
internal sealed class GraphModel : IGraphModel
{
    private readonly GraphFile _file;
    private readonly OpLookup _ops;
    private readonly ShapeInference _shapes;

    internal GraphModel(GraphFile file, TensorFlowRuntime runtime, GraphHandle handle)
    {
        _file = file;
        _ops = new OpLookup(runtime.Registry, file.Def);
        _shapes = new ShapeInference(handle, file.Source);
        Facts = GraphReader.Describe(file, runtime.Registry, _shapes);
        Outputs = [.. Facts.Outputs.Where(o => o.DType.HasColumns())];
    }

    internal GraphFacts Facts { get; }

    /// <summary>How the shim must treat this graph's feeds and outputs.</summary>
    internal PlanFlags Flags => (Facts.MutatesFeeds ? PlanFlags.CopyFeeds : PlanFlags.None)
        | (Facts.HasRefVariables ? PlanFlags.CopyOutputs : PlanFlags.None)
        | (Facts.WritesState ? PlanFlags.Stateful : PlanFlags.None);

    public IReadOnlyList<GraphTensor> Placeholders => Facts.Placeholders;

    public IReadOnlyList<GraphTensor> Outputs { get; }

    public IReadOnlyList<GraphTensor> PlaceholdersOf(IReadOnlyList<string> fetches)
    {
        TensorName[] names = [.. fetches.Select(TensorName.Parse)];
        Variables.Check(_file, FetchReach.Nodes(_file, names));
        return FetchReach.Placeholders(_file, names);
    }

    /// <summary>Whether equal feeds give these fetches equal values in every run.</summary>
    internal bool IsDeterministic(IEnumerable<string> fetches) =>
        !Facts.WritesState && (Facts.RandomOps.Count == 0 || !FetchReach.Ops(_file, fetches.Select(TensorName.Parse)).Any(OpTraits.IsRandom));

    /// <summary>The graph that computes these fetches over a leading dimension of rows; null where rows cannot be stacked.</summary>
    internal byte[]? Stack(IReadOnlyList<string> feeds, IReadOnlyDictionary<string, int> constants, IReadOnlyList<string> fetches, Func<ReadOnlyMemory<byte>?> original)
    {
        var walk = new StackWalk(_file.Index, _shapes, feeds, constants);
        return walk.CanStack(fetches.Select(TensorName.Parse)) && original() is { } bytes ? StackedGraphDef.Of(bytes.Span, walk.Nodes, feeds) : null;
    }

    /// <summary>The reductions over axis 0 that these fetches are, fetch i of feed i; null where one is none that is recognised.</summary>
    internal IReadOnlyList<SegmentReduction>? Reductions(IReadOnlyList<string> feeds, IReadOnlyList<string> fetches)
    {
        List<SegmentReduction> reductions = [];
        for (var i = 0; i < fetches.Count; i++)
        {
            if (SegmentWalk.Of(_file.Index, TensorName.Parse(fetches[i]), feeds[i]) is not { } reduction)
            {
                return null;
            }

            reductions.Add(reduction);
        }

        return reductions;
    }

    public MeanReduction? MeanOf(string placeholder, string fetch) => SegmentWalk.MeanOf(_file.Index, TensorName.Parse(fetch), placeholder);

    /// <summary>The graph that reduces sums and counts in place of these means; the others of its fetches stay as they are.</summary>
    internal byte[] Sums(IReadOnlyList<MeanReduction> means, ReadOnlySpan<byte> original) => MeanGraphDef.Of(original, _file.Def.Versions, means);

    /// <summary>The graph that reduces groups of rows at once.</summary>
    internal byte[] Segment(IReadOnlyList<SegmentReduction> reductions) => SegmentGraphDef.Of(reductions, _file.Def.Versions);

    public GraphTensor Fetch(string name)
    {
        var tensor = FetchNames.Resolve(_file, _ops, name);
        var inferred = _shapes.Output(tensor.Operation, tensor.Index);
        return inferred.DType != DType.Unknown ? new GraphTensor(name, inferred.DType, inferred.Shape)
            : throw new PlanException($"Fetch '{name}': operation '{tensor.Operation}' has {inferred.Outputs} outputs. Fix: a lower index.") { Tensor = name };
    }

    public PlanException UnknownPlaceholder(string name) => FetchNames.UnknownPlaceholder(_file, name);
}
