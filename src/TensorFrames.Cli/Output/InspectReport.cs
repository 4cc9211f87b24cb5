using System.Globalization;
using TensorFrames.Graphs;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>inspect</c> found.</summary>
/// <param name="Model">The file.</param>
/// <param name="TensorFlow">The version that inferred shapes.</param>
/// <param name="Facts">Everything known of the graph.</param>
/// <param name="Placeholders">Those asked for.</param>
/// <param name="Outputs">Those asked for.</param>
/// <param name="Changes">What had to be changed for this TensorFlow.</param>
/// <param name="Refused">Why this TensorFlow cannot run it; null where it can.</param>
internal sealed record InspectReport(
    string Model,
    string TensorFlow,
    GraphFacts Facts,
    IReadOnlyList<GraphTensor> Placeholders,
    IReadOnlyList<GraphTensor> Outputs,
    IReadOnlyList<string> Changes,
    GraphException? Refused) : IReport
{
    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        GraphFactsJson.WriteMembers(json, Facts, Placeholders, Outputs);
        json.WriteString("tensorflow", TensorFlow);
        json.WriteStartArray("changes");
        foreach (var change in Changes)
        {
            json.WriteStringValue(change);
        }

        json.WriteEndArray();
        json.WriteString("refused", Refused?.Message);
    });

    public void WriteText(TextWriter output)
    {
        output.WriteLine(Model);
        Tensors(output, "placeholders", Placeholders);
        Tensors(output, "outputs", Outputs);
        var producer = Facts.Producer == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", written by GraphDef version {Facts.Producer}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nodes: {Facts.NodeCount}, functions: {Facts.FunctionCount}{producer}"));
        Texts(output, "ops", Facts.Ops);
        Texts(output, "ops in functions", Facts.FunctionOps);
        output.WriteLine($"sha256: {Facts.Hash}");
        Lines(output, $"unknown to TensorFlow {TensorFlow}", Facts.UnknownOps);
        Lines(output, "changes state", Facts.StateWriters);
        Lines(output, "differs from run to run", Facts.RandomOps);
        Lines(output, "reads or writes files", Facts.FileOps);
        Lines(output, "variables without a value", Facts.UninitializedVariables);
        Lines(output, $"changed for TensorFlow {TensorFlow}", Changes);
        if (Refused is not null)
        {
            output.WriteLine($"does not run on TensorFlow {TensorFlow}: {Refused.Message}");
        }
    }

    /// <summary>Tensors with dtype and shape, one a line.</summary>
    internal static void Tensors(TextWriter output, string title, IReadOnlyList<GraphTensor> tensors)
    {
        output.WriteLine(title + (tensors.Count == 0 ? ": none" : ""));
        if (tensors.Count > 0)
        {
            var table = new TextTable();
            foreach (var tensor in tensors)
            {
                table.Add(tensor.Name, tensor.DType.Name(), tensor.Shape.ToString(), tensor.HasDefault ? "has a default" : "");
            }

            table.Write(output, "  ");
        }
    }

    private static void Texts(TextWriter output, string title, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            output.WriteLine($"{title}: {string.Join(", ", texts)}");
        }
    }

    private static void Lines(TextWriter output, string title, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            output.WriteLine(title + ":");
            foreach (var text in texts)
            {
                output.WriteLine("  " + text);
            }
        }
    }
}
