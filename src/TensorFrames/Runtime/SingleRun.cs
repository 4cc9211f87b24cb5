using TensorFrames.Interop;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>One call of a graph without a table.</summary>
internal static unsafe class SingleRun
{
    internal static RunResults Run(IGraphModel graph, SessionState session, IReadOnlyDictionary<string, TensorValue> feeds, IReadOnlyList<string> fetches)
    {
        var outputs = FetchList.Of(graph, fetches);
        var names = outputs.Select(o => o.Name).ToArray();
        foreach (var name in feeds.Keys.Where(name => !graph.Placeholders.Any(p => p.Name == name)))
        {
            throw graph.UnknownPlaceholder(name);
        }

        var placeholders = FetchList.Fed(graph, outputs, feeds.Keys);
        var values = placeholders.Select(p => ConstantFeed.Of(p, feeds.GetValueOrDefault(p.Name))).ToArray();
        var plan = session.Plan([.. placeholders.Select(p => Graph.Port(p.Name))], [.. names.Select(Graph.Port)]);
        using var scratch = new RunScratch(values.Length, names.Length);
        scratch.Begin(new BlockPosition("", 0, 0));
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i].Describe(scratch, i);
            }

            var owner = plan.Run(scratch, RunFlags.None);
            return new RunResults(names, new Span<Fetch>(scratch.Fetches, names.Length).ToArray(), owner);
        }
        catch (RunFailure failure)
        {
            throw new RunException($"TensorFlow could not run the graph: {failure.Message}", failure) { Code = (int)failure.Status };
        }
        catch
        {
            scratch.End(held: false);
            throw;
        }
    }
}
