using System.Globalization;
using System.Text;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Tests.Building;

/// <summary>The list of ops that the typed methods are made of, as two registries give it.</summary>
internal static class OpList
{
    internal const string Head = """
        # Every op of TensorFlow 1.15.0 and 2.21.0: Name version | inputs | outputs | attributes. A list ends in *; attributes that follow
        # from the inputs are left out; =value is the default. OpListTests compares this file with both registries.
        """;

    internal static string Text(IReadOnlyDictionary<string, OpDef> older, IReadOnlyDictionary<string, OpDef> newer)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (var name in older.Keys.Union(newer.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var version = !newer.ContainsKey(name) ? "1.15.0" : older.ContainsKey(name) ? "both" : "2.21.0";
            text.Append(Line(newer.GetValueOrDefault(name) ?? older[name], version)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(OpDef op, string version)
    {
        var inferred = op.InputArg.SelectMany(a => new[] { a.TypeAttr, a.NumberAttr, a.TypeListAttr }).ToHashSet(StringComparer.Ordinal);
        return $"{op.Name} {version} |{Arguments(op.InputArg)} |{Arguments(op.OutputArg)} |{string.Concat(op.Attr.Where(a => !inferred.Contains(a.Name)).Select(a => " " + Attribute(a)))}";
    }

    private static string Arguments(IEnumerable<OpDef.Types.ArgDef> arguments) =>
        string.Concat(arguments.Select(a => $" {a.Name}{(a.NumberAttr.Length + a.TypeListAttr.Length != 0 ? "*" : "")}"));

    private static string Attribute(OpDef.Types.AttrDef attribute) =>
        $"{attribute.Name}:{attribute.Type}{(attribute.DefaultValue is null ? "" : "=" + Default(attribute.DefaultValue))}";

    // For documentation only: a word without spaces.
    private static string Default(AttrValue value) => value.ValueCase switch
    {
        AttrValue.ValueOneofCase.I => value.I.ToString(CultureInfo.InvariantCulture),
        AttrValue.ValueOneofCase.F => value.F.ToString(CultureInfo.InvariantCulture),
        AttrValue.ValueOneofCase.B => value.B ? "true" : "false",
        AttrValue.ValueOneofCase.S => value.S.All(b => b is > 0x20 and < 0x7f and not (byte)'|') ? $"'{value.S.ToStringUtf8()}'" : "…",
        AttrValue.ValueOneofCase.Type => ((DType)value.Type).Name(),
        AttrValue.ValueOneofCase.Shape => value.Shape.UnknownRank ? "unknown" : $"[{string.Join(',', value.Shape.Dim.Select(d => d.Size))}]",
        AttrValue.ValueOneofCase.List when value.List.CalculateSize() == 0 => "[]",
        AttrValue.ValueOneofCase.List => $"[{string.Join(',', value.List.I.Select(i => $"{i}").Concat(value.List.F.Select(f => $"{f}")).Concat(value.List.Type.Select(t => ((DType)t).Name())))}]",
        _ => "…",
    };
}
