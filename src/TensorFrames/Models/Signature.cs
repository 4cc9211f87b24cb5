using TensorFrames.Graphs.Proto;
using TensorFrames.Models;
using TensorFrames.Models.Freezing;
using TensorFrames.Models.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames;

/// <summary>One way to run a model: named inputs and outputs. Its verbs take these names for feeds and fetches.</summary>
public sealed class Signature
{
    private readonly Model _model;
    private volatile SignatureNames? _names;

    internal Signature(Model model, string name, SignatureDef proto)
    {
        (_model, Name, Proto) = (model, name, proto);
        Inputs = Listed(proto.Inputs);
        Outputs = Listed(proto.Outputs);
    }

    /// <summary>Its name, such as <c>serving_default</c>.</summary>
    public string Name { get; }

    /// <summary>What it is meant for, such as <c>tensorflow/serving/predict</c>.</summary>
    public string Method => Proto.MethodName;

    /// <summary>What it is fed, named by key, in ordinal order.</summary>
    public IReadOnlyList<GraphTensor> Inputs { get; }

    /// <summary>What it gives, named by key, in ordinal order.</summary>
    public IReadOnlyList<GraphTensor> Outputs { get; }

    /// <summary>Ops by which it reads or writes files, in ordinal order: refused unless allowed (<see cref="ModelOptions.AllowFileOps"/>).</summary>
    /// <exception cref="GraphException">The model's graph is not valid.</exception>
    public IReadOnlyList<string> FileOps => _model.FileOpsOf(Proto);

    /// <summary>
    /// Its frozen graph, in which placeholders and outputs have the keys as names; made and loaded once. (A key that cannot be an
    /// operation's name has its other characters replaced by <c>_</c>; of an input with an output's key, the placeholder is <c>key_input</c>.)
    /// </summary>
    /// <exception cref="GraphException">It cannot be frozen, or not run by the runtime; the node is named.</exception>
    public Graph Graph => _model.Loaded("signature\n" + Name, Freeze);

    internal SignatureDef Proto { get; }

    /// <summary>What its frozen graph calls inputs and outputs.</summary>
    internal SignatureNames Names
    {
        get
        {
            if (_names is null)
            {
                Frozen();
            }

            return _names!;
        }
    }

    /// <summary>The frozen GraphDef: it needs no files and no loading of variables.</summary>
    /// <exception cref="GraphException">It cannot be frozen; the node is named.</exception>
    public byte[] Freeze() => Freezer.ToBytes(Frozen(), _model.Source);

    /// <summary>The frozen GraphDef of some outputs, by key, and of what they need.</summary>
    /// <exception cref="PlanException">A key is no output's; the message lists those there are.</exception>
    internal byte[] Freeze(IReadOnlyCollection<string> outputs)
    {
        CheckPlain();
        var cut = Proto.Clone();
        cut.Outputs.Clear();
        foreach (var key in outputs)
        {
            cut.Outputs[key] = Proto.Outputs.GetValueOrDefault(key) ?? throw SignatureOptions.Unknown(this, "output", key, Proto.Outputs.Keys);
        }

        return Freezer.ToBytes(_model.Frozen(cut, allInputs: false).Def, _model.Source);
    }

    // Values are read anew each time, so that nothing keeps them but the graph that was loaded.
    private GraphDef Frozen()
    {
        CheckPlain();
        (var def, _names) = _model.Frozen(Proto);
        return def;
    }

    private void CheckPlain()
    {
        foreach (var (key, info) in Proto.Inputs.Concat(Proto.Outputs))
        {
            if (info.Name.Length == 0 || info.Name.StartsWith('^'))
            {
                throw new GraphException($"Signature '{Name}' of '{_model.Source}': '{key}' is no plain tensor (sparse and composite ones are made of several). Fix: fetch the tensors by their names.");
            }
        }

        if (Proto.Outputs.Count == 0)
        {
            throw new GraphException($"Signature '{Name}' of '{_model.Source}' has no outputs. Fix: another signature.");
        }
    }

    private static IReadOnlyList<GraphTensor> Listed(IEnumerable<KeyValuePair<string, TensorInfo>> tensors) =>
        [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new GraphTensor(t.Key, Tensors.DTypeOf(t.Value), InitialValues.ShapeOf(t.Value.TensorShape)))];
}
