using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>Attributes as they are given, checked against the op.</summary>
internal static class OpAttributes
{
    internal static Dictionary<string, AttrValue> Of(
        OpDef op, ReadOnlySpan<(string Name, AttributeValue Value)> given, string version, Func<string, BuildException> fault)
    {
        var attributes = new Dictionary<string, AttrValue>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (value.Proto is not { } proto)
            {
                continue;
            }

            var known = op.Attr.FirstOrDefault(a => a.Name == name);
            if (known is null && KnownOps.DefaultOf(op.Name, name) is { } added && added.Holds(proto))
            {
                continue; // a newer TensorFlow's, at the value that this one has without it
            }

            if (known is null)
            {
                throw fault($"{op.Name} of TensorFlow {version} has no attribute '{name}'{(KnownOps.DefaultOf(op.Name, name) is null ? "" : ", TensorFlow 2.21.0 has it")}. It has: {string.Join(", ", op.Attr.Select(a => a.Name))}. Fix: leave it out");
            }

            if (known.Type != value.Type)
            {
                throw fault($"attribute '{name}' of {op.Name} is {known.Type}, not {value.Type}. Fix: a value of that type");
            }

            attributes[name] = proto;
        }

        return attributes;
    }
}
