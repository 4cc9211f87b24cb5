using System.Text.Json;

namespace TensorFrames.Graphs;

/// <summary>Writes facts under the names that <c>tframes inspect --json</c> has.</summary>
internal static class GraphFactsJson
{
    public static void Write(Utf8JsonWriter json, GraphFacts facts)
    {
        json.WriteStartObject();
        WriteMembers(json, facts, facts.Placeholders, facts.Outputs);
        json.WriteEndObject();
    }

    /// <summary>The members alone, with these placeholders and outputs in place of all.</summary>
    public static void WriteMembers(Utf8JsonWriter json, GraphFacts facts, IReadOnlyList<GraphTensor> placeholders, IReadOnlyList<GraphTensor> outputs)
    {
        Tensors(json, "placeholders", placeholders);
        Tensors(json, "outputs", outputs);
        json.WriteNumber("nodes", facts.NodeCount);
        Texts(json, "ops", facts.Ops);
        Texts(json, "function_ops", facts.FunctionOps);
        json.WriteNumber("functions", facts.FunctionCount);
        json.WriteNumber("producer", facts.Producer);
        json.WriteNumber("min_consumer", facts.MinConsumer);
        json.WriteString("sha256", facts.Hash);
        Texts(json, "unknown_ops", facts.UnknownOps);
        Texts(json, "state_writers", facts.StateWriters);
        Texts(json, "random_ops", facts.RandomOps);
        Texts(json, "file_ops", facts.FileOps);
        Texts(json, "uninitialized_variables", facts.UninitializedVariables);
    }

    /// <summary>Names, dtypes and shapes.</summary>
    public static void Tensors(Utf8JsonWriter json, string name, IReadOnlyList<GraphTensor> tensors)
    {
        json.WriteStartArray(name);
        foreach (var tensor in tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("dtype", tensor.DType.Name());
            if (tensor.Shape.HasRank)
            {
                json.WriteStartArray("shape");
                foreach (var dim in tensor.Shape.Dims)
                {
                    json.WriteNumberValue(dim);
                }

                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("shape");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
