using TensorFrames.Interop;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>One call of a graph without a table.</summary>
internal static unsafe class SingleRun
{
    internal static RunResults Run(IGraphModel graph, SessionState session, IReadOnlyDictionary<string, TensorValue> feeds, IReadOnlyList<string> fetches)
    {
        var outputs = fetches.Count == 0 ? graph.Outputs : [.. fetches.Select(graph.Fetch)];
        var names = outputs.Select(o => o.Name).ToArray();
        var placeholders = graph.PlaceholdersOf(names);
        Check(graph, placeholders, feeds);
        var plan = session.Plan([.. placeholders.Select(p => Graph.Port(p.Name))], [.. names.Select(Graph.Port)]);
        using var scratch = new RunScratch(placeholders.Count, names.Length);
        scratch.Begin(new BlockPosition("", 0, 0));
        for (var i = 0; i < placeholders.Count; i++)
        {
            Feed(feeds[placeholders[i].Name], scratch, i);
        }

        try
        {
            var owner = plan.Run(scratch, RunFlags.None);
            return new RunResults(names, new Span<Fetch>(scratch.Fetches, names.Length).ToArray(), owner);
        }
        catch (RunFailure failure)
        {
            throw new RunException($"TensorFlow could not run the graph: {failure.Message}", failure) { Code = (int)failure.Status };
        }
        finally
        {
            GC.KeepAlive(feeds);
        }
    }

    private static void Check(IGraphModel graph, IReadOnlyList<GraphTensor> placeholders, IReadOnlyDictionary<string, TensorValue> feeds)
    {
        foreach (var name in feeds.Keys)
        {
            if (!graph.Placeholders.Any(p => p.Name == name))
            {
                throw graph.UnknownPlaceholder(name);
            }
        }

        foreach (var placeholder in placeholders)
        {
            if (!feeds.TryGetValue(placeholder.Name, out var value))
            {
                throw new PlanException($"Placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}) is not fed. Fix: give it a value.") { Tensor = placeholder.Name };
            }

            var rawBits = placeholder.DType == DType.BFloat16 && value.DType == DType.UInt16;
            if ((value.DType != placeholder.DType && !rawBits) || !placeholder.Shape.Fits(value.Shape))
            {
                throw new PlanException(
                    $"A tensor {value.DType.Name()} {value.Shape} cannot feed placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}). Fix: a tensor of that dtype and shape.")
                { Tensor = placeholder.Name };
            }
        }
    }

    private static void Feed(TensorValue value, RunScratch scratch, int index)
    {
        value.Shape.Dims.CopyTo(scratch.Shape(index, value.Shape.Rank));
        if (value.DType == DType.String)
        {
            scratch.Strings(index, value.Offsets, value.Values, 0, wide: false, value.Values.Length);
        }
        else
        {
            scratch.Values(index, value.DType, value.Values, 0, value.Values.Length);
        }
    }
}
