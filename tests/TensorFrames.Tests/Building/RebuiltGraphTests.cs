using System.Text.Json;
using TensorFrames.Building;
using TensorFrames.Tests.Conformance;
using TensorFrames.Tests.Conformance.Cases;
using Xunit;

namespace TensorFrames.Tests.Building;

/// <summary>Graphs written in C#, without a graph.pb, give Python TensorFlow's results.</summary>
public sealed class RebuiltGraphTests
{
    [Theory, EveryRebuilt]
    public async Task A_graph_written_in_CSharp_gives_Pythons_results(GoldenCase golden, Runtime tf)
    {
        Graph Built()
        {
            using var graph = new GraphBuilder(tf.Open());
            RebuiltGraphs.All[golden.Name](new RebuiltInputs(golden, graph));
            return graph.ToGraph();
        }

        if (golden.RunsOn(tf.Version))
        {
            await GoldenCases.SameAsPythonsAsync(new LocalEngine(tf), golden, Built, "1 threads");
        }
        else
        {
            // uint16, uint32 and uint64 cannot be added in 1.15: told where the graph is written.
            var error = Assert.Throws<BuildException>(Built);
            Assert.StartsWith("RebuiltScalars.cs:", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_golden_case_that_the_issue_names_is_rebuilt()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        string[] named = ["01_", "02_", "03_", "04_string_", "04_top_k", "04_linalg_old", "04_boosted_trees"];
        Assert.Equal(
            list.RootElement.EnumerateArray().Select(c => c.GetProperty("name").GetString()!).Where(name => named.Any(n => name.StartsWith(n, StringComparison.Ordinal))).Order(StringComparer.Ordinal),
            RebuiltGraphs.All.Keys.Order(StringComparer.Ordinal));
    }
}
