using System.Collections.Concurrent;
using System.Text;

[assembly: AssemblyFixture(typeof(TensorFrames.Tests.Conformance.ConformanceTable))]

namespace TensorFrames.Tests.Conformance;

/// <summary>
/// docs/conformance.md: case × engine and version. A run with TFN_CONFORMANCE=write replaces what it has found out anew; the
/// columns of engines that it did not run stay as they are.
/// </summary>
public sealed class ConformanceTable : IDisposable
{
    private static readonly ConcurrentDictionary<(string Case, string Column), string> s_found = new();

    internal static string File { get; } = Path.Combine(Checkout.Root, "docs", "conformance.md");

    internal static void Note(string name, string column, string outcome) => s_found[(name, column)] = outcome;

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("TFN_CONFORMANCE") == "write" && !s_found.IsEmpty)
        {
            var known = System.IO.File.Exists(File) ? Parse(System.IO.File.ReadAllLines(File)) : [];
            foreach (var (at, outcome) in s_found)
            {
                known[at] = outcome;
            }

            System.IO.File.WriteAllText(File, Text(known));
        }
    }

    /// <summary>Every cell of a table that was written, by case and column.</summary>
    internal static Dictionary<(string Case, string Column), string> Parse(IEnumerable<string> lines)
    {
        var cells = new Dictionary<(string, string), string>();
        string[] columns = [];
        foreach (var row in lines.Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
        {
            if (row[1] == "case")
            {
                columns = row;
            }

            for (var i = 3; i < row.Length - 1 && row[1].StartsWith('`'); i++)
            {
                cells[(row[1].Trim('`'), columns[i])] = row[i];
            }
        }

        return cells;
    }

    private static string Text(Dictionary<(string Case, string Column), string> cells)
    {
        var columns = cells.Keys.Select(c => c.Column).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("""
            # Conformance

            One suite, `tests/Conformance`, written once and run against every engine: the local one, and Spark by version and
            deployment, each with TensorFlow 1.15.0 and 2.21.0. `yes`: it holds. `refused`: the library cannot run the graph, and
            says so, as the golden case's `runs_on` has it. Empty: not run there. Made by the runs themselves:

            ```
            TFN_CONFORMANCE=write dotnet test
            TFN_CONFORMANCE=write TFN_FULL=1 dotnet test      # all engines
            ```


            """);
        foreach (var section in Suite.Sections)
        {
            text.Append($"## {section.Title}\n\n| case | what holds | {string.Join(" | ", columns)} |\n| --- | --- |{string.Concat(columns.Select(_ => " --- |"))}\n");
            foreach (var entry in section.Entries)
            {
                text.Append($"| `{entry.Name}` | {entry.Says} |{string.Concat(columns.Select(c => $" {cells.GetValueOrDefault((entry.Name, c), "")} |"))}\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
