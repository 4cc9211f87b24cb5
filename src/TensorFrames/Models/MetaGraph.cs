using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Checkpoints;
using TensorFrames.Models.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models;

/// <summary>One graph of a model with its files: checkpoint and assets, opened and checked, values not yet read.</summary>
internal sealed class MetaGraph
{
    private static readonly string[] Initializers = ["saved_model_main_op", "legacy_init_op", "saved_model_initializers"];

    // The name that TensorFlow 1's Saver gives it; a GraphDef has the op and does not say so.
    private const string UsualRestoreOp = "save/restore_all";
    private readonly MetaGraphDef _proto;
    private readonly ModelAssets _assets;
    private readonly Lazy<InitialValues> _values;
    private readonly Bundle? _own;
    private readonly Bundle? _other;
    private readonly GivenValues? _given;

    /// <param name="proto">As read.</param>
    /// <param name="source">The path, for messages.</param>
    /// <param name="folder">The SavedModel's folder; null where there is none, and so no assets.</param>
    /// <param name="checkpoint">Its checkpoint's path without <c>.index</c>; null or not there: no variables.</param>
    /// <param name="other">Another checkpoint, whose values its variables take; null: none.</param>
    /// <param name="given">Values of variables, where the caller has them and no checkpoint; else null.</param>
    public MetaGraph(MetaGraphDef proto, string source, string? folder, string? checkpoint, string? other, Func<GraphVariable, TensorValue?>? given = null)
    {
        (_proto, Source) = (proto, source);
        Def = proto.GraphDef ?? new GraphDef();
        if (Def.Node.Count == 0)
        {
            throw new GraphException($"'{source}' has no graph. Fix: save the model again.");
        }

        _own = checkpoint is null ? null : Bundle.Open(checkpoint);
        _other = other is null ? null : CheckpointPath.Open(other);
        _assets = new ModelAssets(folder, proto.AssetFileDef, source);
        _given = given is null ? null : new GivenValues(Def, given, source);
        _values = new(ReadValues);
        if (Bundle is null && folder is not null && checkpoint is not null)
        {
            Values.CheckNoneRestored(checkpoint);
        }
    }

    public string Source { get; }

    public GraphDef Def { get; }

    /// <summary>Where its variables' values are.</summary>
    public Bundle? Bundle => _other ?? _own;

    public IReadOnlyList<string> Tags => _proto.MetaInfoDef?.Tags ?? [];

    public string Version => _proto.MetaInfoDef?.TensorflowVersion ?? "";

    public IEnumerable<string> Assets => _assets.Names;

    /// <summary>Signatures to run, without those by which TensorFlow marks the model's initializer and training op.</summary>
    public IEnumerable<KeyValuePair<string, SignatureDef>> Signatures => _proto.SignatureDef.Where(s => !s.Key.StartsWith("__saved_model_", StringComparison.Ordinal));

    public InitialValues Values => _values.Value;

    private InitialValues ReadValues()
    {
        var (ops, scope) = (new InitialOps(), new Scope(Def));
        var named = new List<string> { _proto.SaverDef?.RestoreOpName ?? UsualRestoreOp };
        named.AddRange(Initializers.SelectMany(key => _proto.CollectionDef.GetValueOrDefault(key)?.NodeList?.Value ?? []));
        named.AddRange(_proto.SignatureDef.GetValueOrDefault("__saved_model_init_op")?.Outputs.Values.Select(o => o.Name) ?? []);
        foreach (var name in named)
        {
            ops.Add(scope, NodeInput.Parse(name).Node);
        }

        var unrestored = GraphBody.Of(Def).SelectMany(b => b.Nodes).Where(n => Resource.IsVariable(n.Op)).Select(Resource.NameOf).Where(n => !ops.Variables.ContainsKey(n));
        return new InitialValues(ops, _assets, new RestoredValues(ops, unrestored, _own, _other, Source), _given, Source);
    }
}
