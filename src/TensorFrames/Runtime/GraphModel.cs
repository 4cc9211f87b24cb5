using TensorFrames.Graphs;
using TensorFrames.Interop;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>A loaded graph's placeholders and outputs with the shapes that its runtime infers.</summary>
internal sealed unsafe class GraphModel : IGraphModel
{
    private readonly GraphFile _file;
    private readonly GraphHandle _handle;
    private readonly OpLookup _ops;

    internal GraphModel(GraphFile file, TensorFlowRuntime runtime, GraphHandle handle)
    {
        (_file, _handle) = (file, handle);
        _ops = new OpLookup(runtime.Registry, file.Def);
        Placeholders = [.. file.Def.Node.Where(n => n.Op == "Placeholder").Select(n => Infer(n.Name, 0, n.Name).Info)];
        Outputs = FindOutputs();
    }

    internal bool IsStateful => _file.Def.Node.Any(n => n.Op is "Variable" or "VariableV2" or "VarHandleOp");

    public IReadOnlyList<TensorInfo> Placeholders { get; }

    public IReadOnlyList<TensorInfo> Outputs { get; }

    public IReadOnlyList<TensorInfo> PlaceholdersOf(IReadOnlyList<string> fetches)
    {
        var reached = _file.Index.Reach(fetches.Select(f => _file.Index.NumberOf(TensorName.Parse(f).Operation)));
        return [.. Placeholders.Where(p => reached[_file.Index.NumberOf(p.Name)])];
    }

    public TensorInfo Fetch(string name)
    {
        var tensor = TensorName.Parse(name);
        if (_file.Index.Find(tensor.Operation) is not { } node)
        {
            throw new PlanException($"Fetch '{name}' is not in the graph.{NearNames.Hint(tensor.Operation, _file.Index.Names)} Fix: name an output; the graph has: {string.Join(", ", Outputs.Select(o => o.Name))}.") { Tensor = name };
        }

        var (info, count) = Infer(node.Name, tensor.Index, name);
        return tensor.Index < count ? info : throw new PlanException(
            $"Fetch '{name}': operation '{tensor.Operation}' ({node.Op}) has {count} output{(count == 1 ? "" : "s")}. Fix: an index below {count}.") { Tensor = name };
    }

    public IReadOnlyList<string> Near(string placeholder) => NearNames.Find(placeholder, Placeholders.Select(p => p.Name));

    private List<TensorInfo> FindOutputs()
    {
        var consumed = _file.Def.Node.SelectMany(n => n.Input).Select(NodeInput.Parse).Where(i => !i.IsControl).Select(i => (i.Node, i.Index)).ToHashSet();
        List<TensorInfo> outputs = [];
        foreach (var node in _file.Def.Node.Where(n => n.Op is not ("Placeholder" or "Const")))
        {
            var count = _ops.Outputs(node)?.Count ?? 0;
            for (var i = 0; i < count; i++)
            {
                if (!consumed.Contains((node.Name, i)))
                {
                    var info = Infer(node.Name, i, count == 1 ? node.Name : $"{node.Name}:{i}").Info;
                    if (info.DType.HasColumns())
                    {
                        outputs.Add(info);
                    }
                }
            }
        }

        return outputs;
    }

    private (TensorInfo Info, int Count) Infer(string operation, int index, string name)
    {
        ErrorText error;
        var dims = stackalloc long[Run.RunScratch.MaxRank];
        var status = Shim.tfn_graph_output(_handle, operation, index, out var count, out var dtype, out var rank, dims, Run.RunScratch.MaxRank, &error);
        if (status == Status.OutOfRange)
        {
            return (new TensorInfo(name, DType.Unknown, TensorShape.Unknown), count);
        }

        if (status != Status.Ok)
        {
            throw new GraphException($"TensorFlow knows no output '{name}' of '{_file.Source}': {error.Message}") { Code = (int)status, Node = operation };
        }

        // Types of references to variables are 100 above the type itself.
        return (new TensorInfo(name, (DType)(dtype > 100 ? dtype - 100 : dtype), rank < 0 ? TensorShape.Unknown : new TensorShape(new ReadOnlySpan<long>(dims, rank))), count);
    }
}
