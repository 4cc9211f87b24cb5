using System.Globalization;

namespace TensorFrames.Graphs;

/// <summary>A tensor by the operation that makes it and the number of its output; <c>y</c> means <c>y:0</c>.</summary>
internal readonly record struct TensorName(string Operation, int Index)
{
    /// <summary>Reads <c>op</c> or <c>op:1</c>. <see cref="PlanException"/> for <c>^op</c>, an empty name or a bad index.</summary>
    public static TensorName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith('^'))
        {
            throw new PlanException($"'{text}' is a control input and has no value. Fix: name a tensor, '{text[1..]}' or '{text[1..]}:0'.") { Tensor = text };
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0 && text.Length > 0)
        {
            return new(text, 0);
        }

        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(text[..colon], index)
            : throw new PlanException($"'{text}' is no tensor name. Fix: write 'operation' or 'operation:index'.") { Tensor = text };
    }

    /// <summary>The full form, <c>op:0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Operation}:{Index}");
}
