using System.Text;
using System.Text.Json;

namespace TensorFrames.Cli.Parsing;

/// <summary>
/// <c>--const placeholder=value</c>: a number, true, false or a text, or a JSON array of them, nested as deep as the tensor's
/// rank. Bytes are written as TensorFlow Serving has them: <c>{"b64": "…"}</c>.
/// </summary>
internal sealed class ConstantText
{
    private readonly GraphTensor _placeholder;
    private readonly string _text;
    private readonly List<long> _sizes = [];
    private readonly List<byte[]> _values = [];

    private ConstantText(GraphTensor placeholder, string text) => (_placeholder, _text) = (placeholder, text);

    /// <exception cref="UsageException">A value is none of its placeholder's dtype, or an array is not rectangular.</exception>
    /// <exception cref="PlanException">The graph has no such placeholder.</exception>
    internal static Dictionary<string, TensorValue> Read(Graph graph, IReadOnlyDictionary<string, string> texts) => Read(graph, texts, name => name);

    /// <summary>Values by names that stand for placeholders.</summary>
    internal static Dictionary<string, TensorValue> Read(Graph graph, IReadOnlyDictionary<string, string> texts, Func<string, string> placeholderOf) => texts.ToDictionary(
        pair => pair.Key, pair => new ConstantText(Placeholder(graph, placeholderOf(pair.Key)), pair.Value).Value(), StringComparer.Ordinal);

    private static GraphTensor Placeholder(Graph graph, string name) =>
        graph.Placeholders.FirstOrDefault(p => p.Name == name) ?? throw ((Verbs.IGraphModel)graph).UnknownPlaceholder(name);

    private TensorValue Value()
    {
        if (_text.AsSpan().TrimStart() is not ['[' or '{' or '"', ..])
        {
            _values.Add(Leaf(_text));
        }
        else
        {
            try
            {
                using var json = JsonDocument.Parse(_text);
                Add(json.RootElement, 0);
            }
            catch (JsonException e)
            {
                throw Error($"it is no JSON ({e.Message.TrimEnd('.')})", "a value, or a JSON array of them");
            }
        }

        var shape = new TensorShape([.. _sizes]);
        return _placeholder.DType == DType.String ? TensorValue.OfTexts(_values, shape) : TensorValue.OfBytes(_placeholder.DType, _values.SelectMany(v => v).ToArray(), shape);
    }

    private void Add(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            if (depth < _sizes.Count)
            {
                throw NotRectangular();
            }

            _values.Add(element.ValueKind == JsonValueKind.Object ? Bytes(element) : Leaf(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText()));
            return;
        }

        if (depth == _sizes.Count)
        {
            // Only on the way to the very first value: later ones must lie as deep.
            _sizes.Add(_values.Count == 0 ? element.GetArrayLength() : throw NotRectangular());
        }

        if (_sizes[depth] != element.GetArrayLength())
        {
            throw NotRectangular();
        }

        foreach (var item in element.EnumerateArray())
        {
            Add(item, depth + 1);
        }
    }

    private byte[] Leaf(string text) => _placeholder.DType switch
    {
        DType.String => Encoding.UTF8.GetBytes(text),
        DType.Bool when bool.TryParse(text, out var value) => [value ? (byte)1 : (byte)0],
        var dtype when NumberBytes.Of(dtype, text) is { } number => number,
        var dtype => throw Error($"'{text}' is no {dtype.Name()}", $"a value of {dtype.Name()}"),
    };

    private byte[] Bytes(JsonElement element)
    {
        var properties = element.EnumerateObject().ToList();
        return _placeholder.DType == DType.String && properties is [{ Name: "b64", Value.ValueKind: JsonValueKind.String } b64] && b64.Value.TryGetBytesFromBase64(out var bytes) ? bytes
            : throw Error($"{element.GetRawText()} is no value", "{\"b64\": \"…\"} for the bytes of a string placeholder");
    }

    private UsageException NotRectangular() => Error("its arrays differ in length or depth", "a rectangular array");

    private UsageException Error(string why, string fix) =>
        new($"--const {_placeholder.Name}={_text}: for placeholder '{_placeholder.Name}' ({_placeholder.DType.Name()} {_placeholder.Shape}) {why}. Fix: {fix}.");
}
