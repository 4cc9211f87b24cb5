using System.Globalization;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>inspect</c> found in a model that is no frozen graph.</summary>
/// <param name="Model">Loaded.</param>
internal sealed record ModelReport(Model Model) : IReport
{
    // A large model has thousands; JSON has them all.
    private const int MostVariables = 50;

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteString("model", Model.Source);
        json.WriteStartArray("tags");
        foreach (var tag in Model.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("written_by", Model.Version);
        json.WriteStartArray("signatures");
        foreach (var signature in Model.Signatures.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", signature.Name);
            json.WriteString("method", signature.Method);
            Graphs.GraphFactsJson.Tensors(json, "inputs", signature.Inputs);
            Graphs.GraphFactsJson.Tensors(json, "outputs", signature.Outputs);
            Graphs.GraphFactsJson.Texts(json, "file_ops", signature.FileOps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Graphs.GraphFactsJson.Tensors(json, "variables", [.. Model.Variables.Select(v => new GraphTensor(v.Name, v.DType, v.Shape))]);
        json.WriteNumber("variable_bytes", Model.Variables.Sum(v => v.Bytes));
        Graphs.GraphFactsJson.Texts(json, "assets", Model.Assets);
    });

    public void WriteText(TextWriter output)
    {
        var tags = Model.Tags.Count == 0 ? "" : $", tags {string.Join(",", Model.Tags)}";
        output.WriteLine($"{Model.Source}{tags}{(Model.Version.Length == 0 ? "" : $", written by TensorFlow {Model.Version}")}");
        output.WriteLine(Model.Signatures.Count == 0 ? "signatures: none" : "signatures");
        foreach (var signature in Model.Signatures.Values)
        {
            output.WriteLine($"  {signature.Name}{(signature.Method.Length == 0 ? "" : $" ({signature.Method})")}");
            Tensors(output, "in", signature.Inputs);
            Tensors(output, "out", signature.Outputs);
            if (signature.FileOps.Count > 0)
            {
                output.WriteLine($"    reads or writes files: {string.Join(", ", signature.FileOps)}");
            }
        }

        Variables(output);
        output.WriteLine($"assets: {(Model.Assets.Count == 0 ? "none" : string.Join(", ", Model.Assets))}");
    }

    private static void Tensors(TextWriter output, string side, IReadOnlyList<GraphTensor> tensors)
    {
        if (tensors.Count > 0)
        {
            var table = new TextTable();
            foreach (var tensor in tensors)
            {
                table.Add(side, tensor.Name, tensor.DType.Name(), tensor.Shape.ToString());
            }

            table.Write(output, "    ");
        }
    }

    private void Variables(TextWriter output)
    {
        var variables = Model.Variables;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"variables: {variables.Count}, {variables.Sum(v => v.Bytes):N0} bytes"));
        if (variables.Count > 0)
        {
            var table = new TextTable(3);
            foreach (var variable in variables.Take(MostVariables))
            {
                table.Add(variable.Name, variable.DType.Name(), variable.Shape.ToString(), variable.Bytes.ToString("N0", CultureInfo.InvariantCulture));
            }

            table.Write(output, "  ");
            if (variables.Count > MostVariables)
            {
                output.WriteLine($"  … and {variables.Count - MostVariables} more (--json lists all)");
            }
        }
    }
}
