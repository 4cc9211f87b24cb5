using System.Globalization;

namespace TensorFrames.Graphs;

/// <summary>
/// One input of a node. In a graph: <c>node</c>, <c>node:2</c> or <c>^node</c>; in a function body also
/// <c>node:out_arg:2</c>, or the name of an argument.
/// </summary>
internal readonly record struct NodeInput(string Node, string? Arg, int Index, bool IsControl)
{
    public static NodeInput Parse(string text)
    {
        if (text.StartsWith('^'))
        {
            return new(text[1..], null, -1, IsControl: true);
        }

        var last = text.LastIndexOf(':');
        if (last < 0)
        {
            return new(text, null, 0, IsControl: false);
        }

        if (!int.TryParse(text.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return new(text[..last], text[(last + 1)..], 0, IsControl: false);
        }

        var first = text.IndexOf(':', StringComparison.Ordinal);
        return first == last
            ? new(text[..last], null, index, IsControl: false)
            : new(text[..first], text[(first + 1)..last], index, IsControl: false);
    }
}
