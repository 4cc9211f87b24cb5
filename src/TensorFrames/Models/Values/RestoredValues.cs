using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Checkpoints;

namespace TensorFrames.Models.Values;

/// <summary>What the restore ops of a model give: values of its own checkpoint, or of another one in its place.</summary>
internal sealed class RestoredValues
{
    private readonly Bundle? _bundle;
    private readonly Lazy<KeyMatch>? _keys;
    private readonly string _source;

    /// <param name="ops">What restores what.</param>
    /// <param name="unrestored">Variables to which the model gives no value: another checkpoint may have it by their names.</param>
    /// <param name="own">The model's checkpoint; null: none.</param>
    /// <param name="given">Another one, to take its place; null: none.</param>
    /// <param name="source">The model, for errors.</param>
    public RestoredValues(InitialOps ops, IEnumerable<string> unrestored, Bundle? own, Bundle? given, string source)
    {
        (_bundle, _source) = (given ?? own, source);
        _keys = given is null ? null : new(() =>
        {
            var restored = Inputs(ops).Select(i => i.Scope.Follow(i.Input)).OfType<Origin>().Where(IsRestore).Select(Key).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return new KeyMatch(restored.Count != 0 ? restored : [.. unrestored.Distinct(StringComparer.Ordinal)], own, given);
        });
    }

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Any => _bundle is not null;

    /// <summary>Where values come from, for errors.</summary>
    public string Description => _bundle is null ? "its initializer" : $"the checkpoint '{_bundle.Prefix}'";

    public static bool IsRestore(Origin origin) => origin.Node is { Op: "RestoreV2", Input.Count: >= 3 };

    /// <summary>What an output of a restore op is.</summary>
    /// <exception cref="GraphException">No checkpoint has it.</exception>
    public TensorProto? Of(Origin restore, string what, ValueBytes bytes)
    {
        if (Key(restore) is not { } key || Text(restore.Scope, restore.Node.Input[2], restore.Index) is not { } slice)
        {
            return null;
        }

        var (bundle, entry) = Find(key, what);
        if (slice.Length == 0)
        {
            return Whole(bundle, entry, bytes);
        }

        // Each part is cut from the whole, and has its own bytes only.
        var part = SliceText.Cut(BundleTensor.Read(bundle, entry), entry, slice)
            ?? throw new GraphException($"'{_source}': {what} is the part '{slice}' of '{entry.Key}' ({entry.DType.Name()} {entry.Shape}), which has no such part. Fix: the checkpoint that belongs to this graph.");
        bytes.Add(part.TensorContent.Length);
        return part;
    }

    /// <summary>The value that another checkpoint has for a variable to which the model gives none; null where there is no other checkpoint.</summary>
    /// <exception cref="GraphException">It has none.</exception>
    public TensorProto? Named(string variable, string what, ValueBytes bytes) =>
        _keys is null ? null : Whole(_bundle!, _keys.Value.Named(variable) ?? _keys.Value.Find(variable, what, _source), bytes);

    private static TensorProto Whole(Bundle bundle, BundleEntry entry, ValueBytes bytes)
    {
        bytes.Add(entry.Size);
        return BundleTensor.Read(bundle, entry);
    }

    private (Bundle Bundle, BundleEntry Entry) Find(string key, string what)
    {
        var bundle = _bundle ?? throw new GraphException($"'{_source}': {what} is read from a checkpoint, and there is none. Fix: copy all of the model, its folder 'variables' too.");
        return (bundle, _keys is not null ? _keys.Value.Find(key, what, _source) : bundle.Find(key)
            ?? throw new GraphException($"'{_source}': {what} is not in the checkpoint '{bundle.Prefix}' (key '{key}').{NearNames.Hint(key, bundle.Entries.Select(e => e.Key))} Fix: the checkpoint that belongs to this graph."));
    }

    private static string? Key(Origin restore) => Text(restore.Scope, restore.Node.Input[1], restore.Index);

    private static IEnumerable<(Scope Scope, string Input)> Inputs(InitialOps ops) =>
        ops.Variables.Values.Concat(ops.Tables.Values.SelectMany(t => t.Op.Input.Skip(1).Select(i => (t.Scope, i))));

    // An element of a constant vector of strings.
    private static string? Text(Scope scope, string input, int index) =>
        scope.Follow(input) is { Node: { Op: "Const" } constant } && constant.Attr.GetValueOrDefault("value")?.Tensor is { } texts
        && index < Math.Max(texts.StringVal.Count, InitialValues.ShapeOf(texts.TensorShape).Count)
            ? texts.StringVal.Count == 0 ? "" : texts.StringVal[Math.Min(index, texts.StringVal.Count - 1)].ToStringUtf8() : null;
}
