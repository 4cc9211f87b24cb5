using System.Globalization;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>
/// The values that variables and tables have once a model is loaded, taken from its files, or of variables from the caller; nothing
/// of the model is run.
/// </summary>
internal sealed class InitialValues(InitialOps ops, ModelAssets assets, RestoredValues restored, GivenValues? given, string source)
{
    private const int Deepest = 16;

    /// <summary>The value of a variable; its bytes are counted before they are read.</summary>
    /// <exception cref="GraphException">It has none, or one that only running the model would tell, or there are too many bytes.</exception>
    public TensorProto Variable(NodeDef variable, ValueBytes bytes)
    {
        var value = given is null ? Stored(variable, bytes) : given.Of(variable, bytes);
        var (dtype, shape) = Resource.TypeOf(variable);
        return value.Dtype == (int)dtype && shape.Fits(ShapeOf(value.TensorShape)) ? value : throw new GraphException(
            $"'{source}': variable '{Resource.NameOf(variable)}' ({dtype.Name()} {shape}) is given {((DType)value.Dtype).Name()} {ShapeOf(value.TensorShape)}"
            + (given is null ? $" by {restored.Description}. Fix: the checkpoint that belongs to this graph." : ". Fix: give it a value of its own dtype and shape."))
        { Node = variable.Name };
    }

    /// <summary>Refuses a model whose variables are in a checkpoint that is not there.</summary>
    public void CheckNoneRestored(string checkpoint)
    {
        if (ops.Variables.FirstOrDefault(v => v.Value.Scope.Follow(v.Value.Input) is { Node.Op: "RestoreV2" }).Key is { } name)
        {
            throw new GraphException($"'{source}' has no checkpoint '{checkpoint}.index', and variable '{name}' has its value there. Fix: copy all of the model, its folder 'variables' too.");
        }
    }

    /// <summary>The keys and values of a table, each key once.</summary>
    /// <exception cref="GraphException">Nothing fills it, or what only running the model would tell.</exception>
    public (TensorProto Keys, TensorProto Values) Table(NodeDef table, ValueBytes bytes)
    {
        var name = Resource.NameOf(table);
        if (!ops.Tables.TryGetValue(name, out var filled))
        {
            throw new GraphException($"'{source}': nothing in the model fills the lookup table '{name}' ({table.Op}). Fix: fetch what does not read it.") { Node = table.Name };
        }

        var what = $"the lookup table '{name}'";
        return filled.Op.Op.StartsWith("InitializeTableFromTextFile", StringComparison.Ordinal)
            ? TextFileTable.Read(AssetOf(filled.Scope, filled.Op.Input[1], 0) ?? throw Unknown(what, filled.Scope.Follow(filled.Op.Input[1])), filled.Op, table)
            : Entries(filled.Scope, filled.Op, what, bytes);
    }

    /// <summary>The asset that an input names; null where it is none.</summary>
    public string? AssetOf(Scope scope, string input, int depth) => scope.Follow(input) switch
    {
        { Scope.IsGraph: true, Node.Name: var name } when assets.Of(name) is { } path => path,
        { Node: { Op: "ReadVariableOp", Input.Count: > 0 } read } at when depth < Deepest && VariableOf(at.Scope, read) is { } from => AssetOf(from.Scope, from.Input, depth + 1),
        _ => null,
    };

    internal static TensorShape ShapeOf(TensorShapeProto? shape) =>
        shape is null || shape.UnknownRank ? TensorShape.Unknown : new([.. shape.Dim.Select(d => Math.Max(d.Size, -1))]);

    private TensorProto Stored(NodeDef variable, ValueBytes bytes)
    {
        var name = Resource.NameOf(variable);
        var what = $"variable '{name}'";
        return ops.Variables.TryGetValue(name, out var from) ? Tensor(from.Scope, from.Input, what, bytes, 0) : restored.Named(name, what, bytes)
            ?? throw new GraphException($"'{source}': {what} has no value: neither the model's checkpoint nor its initializer gives it one. "
                + (restored.Any ? "Fix: save the model with this variable, or fetch what does not read it." : "There is no checkpoint beside it. Fix: copy all of the model."))
            { Node = variable.Name };
    }

    private (TensorProto Keys, TensorProto Values) Entries(Scope scope, NodeDef filling, string what, ValueBytes bytes)
    {
        var keys = Tensor(scope, filling.Input[1], what, bytes, 0);
        var values = filling.Input.Count > 2 ? Tensor(scope, filling.Input[2], what, bytes, 0) : throw Unknown(what, null);
        return TableEntries.Unique(keys, values) ?? throw new GraphException(
            $"'{source}': {what} is filled from {ShapeOf(keys.TensorShape)} keys and {ShapeOf(values.TensorShape)} values that are no entries: another number of each, or a key with two values. Fix: save the model again.");
    }

    private TensorProto Tensor(Scope scope, string input, string what, ValueBytes bytes, int depth)
    {
        var origin = scope.Follow(input);
        return origin switch
        {
            { Node: { Op: "Const" } constant } when constant.Attr.GetValueOrDefault("value")?.Tensor is { } tensor => tensor,
            { } restore when RestoredValues.IsRestore(restore) => restored.Of(restore, what, bytes) ?? throw Unknown(what, restore),
            { Node: { Op: "ReadVariableOp", Input.Count: > 0 } read } at when depth < Deepest && VariableOf(at.Scope, read) is { } from => Tensor(from.Scope, from.Input, what, bytes, depth + 1),
            _ => throw Unknown(what, origin),
        };
    }

    private (Scope Scope, string Input)? VariableOf(Scope scope, NodeDef read) =>
        scope.Follow(read.Input[0]) is { } handle && ops.Variables.TryGetValue(Resource.NameOf(handle.Node), out var from) ? from : null;

    private GraphException Unknown(string what, Origin? origin) => new(string.Create(CultureInfo.InvariantCulture,
        $"'{source}': the value of {what} is computed{(origin is { } o ? $" by node '{o.Node.Name}' ({o.Node.Op})" : "")} when the model is loaded, and loading here runs nothing. Fix: save the model with the value in its checkpoint or in a constant."));
}
