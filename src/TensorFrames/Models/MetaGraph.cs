using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models;

/// <summary>One graph of a model with its files: checkpoint and assets, opened and checked, values not yet read.</summary>
internal sealed class MetaGraph
{
    private static readonly string[] Initializers = ["saved_model_main_op", "legacy_init_op", "saved_model_initializers"];
    private readonly MetaGraphDef _proto;
    private readonly ModelAssets _assets;
    private readonly Lazy<InitialValues> _values;
    private readonly GivenValues? _given;

    /// <param name="proto">As read.</param>
    /// <param name="source">The path, for messages.</param>
    /// <param name="folder">The SavedModel's folder; null where there is none, and so no assets.</param>
    /// <param name="checkpoint">The checkpoint's path without <c>.index</c>; null or not there: no variables.</param>
    /// <param name="given">Values of variables, where the caller has them and no checkpoint; else null.</param>
    public MetaGraph(MetaGraphDef proto, string source, string? folder, string? checkpoint, Func<GraphVariable, TensorValue?>? given = null)
    {
        (_proto, Source) = (proto, source);
        Def = proto.GraphDef ?? new GraphDef();
        if (Def.Node.Count == 0)
        {
            throw new GraphException($"'{source}' has no graph. Fix: save the model again.");
        }

        Bundle = checkpoint is null ? null : Bundle.Open(checkpoint);
        _assets = new ModelAssets(folder, proto.AssetFileDef, source);
        _given = given is null ? null : new GivenValues(Def, given, source);
        _values = new(ReadValues);
        if (Bundle is null && folder is not null)
        {
            Values.CheckNoneRestored(checkpoint!);
        }
    }

    public string Source { get; }

    public GraphDef Def { get; }

    public Bundle? Bundle { get; }

    public IReadOnlyList<string> Tags => _proto.MetaInfoDef?.Tags ?? [];

    public string Version => _proto.MetaInfoDef?.TensorflowVersion ?? "";

    public IEnumerable<string> Assets => _assets.Paths.Select(p => Path.GetFileName(p)!);

    /// <summary>Signatures to run, without those by which TensorFlow marks the model's initializer and training op.</summary>
    public IEnumerable<KeyValuePair<string, SignatureDef>> Signatures => _proto.SignatureDef.Where(s => !s.Key.StartsWith("__saved_model_", StringComparison.Ordinal));

    public InitialValues Values => _values.Value;

    private InitialValues ReadValues()
    {
        var (ops, scope) = (new InitialOps(), new Scope(Def));
        var named = new List<string> { _proto.SaverDef?.RestoreOpName ?? "" };
        named.AddRange(Initializers.SelectMany(key => _proto.CollectionDef.GetValueOrDefault(key)?.NodeList?.Value ?? []));
        named.AddRange(_proto.SignatureDef.GetValueOrDefault("__saved_model_init_op")?.Outputs.Values.Select(o => o.Name) ?? []);
        foreach (var name in named)
        {
            ops.Add(scope, Graphs.NodeInput.Parse(name).Node);
        }

        return new InitialValues(ops, _assets, Bundle, _given, Source);
    }
}
