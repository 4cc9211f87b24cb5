using System.Text.RegularExpressions;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>Names a frozen graph's placeholders and outputs by the keys of its signature, so that feeds and fetches are these keys.</summary>
internal sealed partial class SignatureNames
{
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken;

    private SignatureNames(GraphDef def) => _taken = def.Node.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The name of each input's placeholder, by key.</summary>
    public Dictionary<string, string> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of each output, by key.</summary>
    public Dictionary<string, string> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Renames. A key that is no name of an operation gets the nearest one; of an input and an output with one key, the output
    /// has it, and the input gets <c>key_input</c>.
    /// </summary>
    /// <param name="def">Changed in place.</param>
    /// <param name="placeholders">Input key → placeholder.</param>
    /// <param name="tensors">Output key → tensor.</param>
    public static SignatureNames Apply(GraphDef def, IReadOnlyDictionary<string, string> placeholders, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var names = new SignatureNames(def);
        names.Choose(placeholders, tensors);
        names.Rename(def);
        foreach (var (key, info) in tensors)
        {
            var tensor = TensorName.Parse(info.Name);
            var source = tensor with { Operation = names._renamed.GetValueOrDefault(tensor.Operation, tensor.Operation) };
            if (source != new TensorName(names.Outputs[key], 0))
            {
                def.Node.Add(new NodeDef { Name = names.Outputs[key], Op = "Identity", Input = { source.ToString() }, Attr = { ["T"] = ProtoParts.Type(Tensors.DTypeOf(info)) } });
            }
        }

        return names;
    }

    private void Choose(IReadOnlyDictionary<string, string> placeholders, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var (wanted, keeps) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (key, info) in tensors)
        {
            Outputs.Add(key, Free(Name(key), wanted));
            if (TensorName.Parse(info.Name) == new TensorName(Outputs[key], 0) && !placeholders.Values.Contains(Outputs[key], StringComparer.Ordinal))
            {
                keeps.Add(Outputs[key]);
            }
        }

        foreach (var (key, placeholder) in placeholders)
        {
            if (!_renamed.TryGetValue(placeholder, out var name))
            {
                name = Free(Name(key) + (wanted.Contains(Name(key)) ? "_input" : ""), wanted);
                _renamed.Add(placeholder, name);
            }

            Inputs.Add(key, name);
        }

        // Whoever has a wanted name by chance gives it up.
        _taken.UnionWith(wanted);
        foreach (var name in wanted.Where(n => !keeps.Contains(n) && !_renamed.ContainsKey(n)))
        {
            _renamed.Add(name, Free(name + "_node", _taken));
        }
    }

    private void Rename(GraphDef def)
    {
        foreach (var node in def.Node)
        {
            node.Name = _renamed.GetValueOrDefault(node.Name, node.Name);
            for (var i = 0; i < node.Input.Count; i++)
            {
                var input = NodeInput.Parse(node.Input[i]);
                if (_renamed.TryGetValue(input.Node, out var name))
                {
                    node.Input[i] = input.IsControl ? "^" + name : new TensorName(name, input.Index).ToString();
                }
            }
        }
    }

    private static string Free(string wanted, HashSet<string> taken)
    {
        var name = wanted;
        for (var i = 1; !taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    private static string Name(string key)
    {
        var name = Unfit().Replace(key, "_");
        return name.Length > 0 && (char.IsAsciiLetterOrDigit(name[0]) || name[0] == '.') ? name : "key" + name;
    }

    [GeneratedRegex("[^A-Za-z0-9_./-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfit();
}
