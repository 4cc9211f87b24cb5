using System.Text.Json;
using TensorFrames.Cli.Output;

namespace TensorFrames.Cli.Doctor;

/// <summary>The facts as one object.</summary>
internal static class DoctorJson
{
    internal static void Write(TextWriter output, DoctorFacts facts) => JsonOutput.Write(output, json =>
    {
        json.WriteString("libtensorflow", facts.Search.Path);
        json.WriteStartArray("candidates");
        foreach (var candidate in facts.Search.Candidates)
        {
            Candidate(json, candidate);
        }

        json.WriteEndArray();
        json.WriteString("tensorflow", facts.Runtime?.Version);
        json.WriteString("string_abi", facts.Runtime is null ? null : facts.Runtime.BorrowsStrings ? "tstring" : "encoded");
        JsonOutput.Number(json, "borrow_alignment", facts.Runtime?.BorrowAlignment);
        JsonOutput.Number(json, "shim", DoctorFacts.Shim);
        json.WriteString("tframes", DoctorFacts.Tool);
        json.WriteString("system", DoctorFacts.System);
        json.WriteString("dotnet", DoctorFacts.DotNet);
        if (facts.Error is not null)
        {
            ErrorReport.Members(json, facts.Error);
        }
    });

    private static void Candidate(Utf8JsonWriter json, LibTensorFlowCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("source", candidate.Source.ToString().ToLowerInvariant());
        json.WriteString("path", candidate.Path);
        json.WriteBoolean("taken", candidate.Taken);
        json.WriteBoolean("would_be_fetched", DoctorFacts.WouldBeFetched(candidate));
        json.WriteString("why_not", candidate.WhyNot);
        json.WriteEndObject();
    }
}
