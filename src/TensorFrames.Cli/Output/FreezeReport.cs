using System.Globalization;
using TensorFrames.Graphs;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>freeze</c> wrote.</summary>
/// <param name="Model">What it was made of.</param>
/// <param name="Path">The file.</param>
/// <param name="Frozen">The graph in it.</param>
/// <param name="Signature">The one it computes; null where tensors were named.</param>
/// <param name="Outputs">Those of the signature that it keeps.</param>
internal sealed record FreezeReport(string Model, string Path, GraphFile Frozen, string? Signature, IReadOnlyList<GraphTensor> Outputs) : IReport
{
    private IReadOnlyList<GraphTensor> Placeholders => [.. Frozen.Def.Node.Where(GraphReader.CanBeFed).Select(n => GraphReader.Placeholder(n, Frozen.Def))];

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteString("model", Model);
        json.WriteString("output", Path);
        json.WriteString("signature", Signature);
        json.WriteNumber("bytes", Frozen.Length);
        json.WriteNumber("nodes", Frozen.Def.Node.Count);
        json.WriteString("sha256", Frozen.Hash);
        GraphFactsJson.Tensors(json, "placeholders", Placeholders);
        GraphFactsJson.Tensors(json, "outputs", Outputs);
    });

    public void WriteText(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path}: {Frozen.Length:N0} bytes, {Frozen.Def.Node.Count} nodes{(Signature is null ? "" : $", signature '{Signature}'")}"));
        InspectReport.Tensors(output, "placeholders", Placeholders);
        if (Signature is not null)
        {
            InspectReport.Tensors(output, "outputs", Outputs);
        }

        output.WriteLine($"sha256: {Frozen.Hash}");
    }
}
