using TensorFrames.Cli.Output;

namespace TensorFrames.Cli.Spark;

/// <summary>The checks for people and for programs.</summary>
internal static class SparkDoctorReport
{
    internal static void WriteText(TextWriter output, IReadOnlyList<Check> checks)
    {
        var table = new TextTable();
        foreach (var check in checks)
        {
            table.Add(check.Passed ? "PASS" : "FAIL", check.Name, check.Message);
        }

        table.Write(output);
        output.Flush();
    }

    internal static void WriteJson(TextWriter output, IReadOnlyList<Check> checks) => JsonOutput.Write(output, json =>
    {
        json.WriteBoolean("passed", checks.All(c => c.Passed));
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("check", check.Name);
            json.WriteBoolean("passed", check.Passed);
            json.WriteString("message", check.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
