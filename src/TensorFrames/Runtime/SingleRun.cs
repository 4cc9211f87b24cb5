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
        var values = placeholders.Select(p => Value(p, feeds)).ToArray();
        var plan = session.Plan([.. placeholders.Select(p => Graph.Port(p.Name))], [.. names.Select(Graph.Port)]);
        using var scratch = new RunScratch(values.Length, names.Length);
        scratch.Begin(new BlockPosition("", 0, 0));
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                Feed(placeholders[i].DType, values[i], scratch, i);
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

    private static TensorValue Value(GraphTensor placeholder, IReadOnlyDictionary<string, TensorValue> feeds)
    {
        if (!feeds.TryGetValue(placeholder.Name, out var value) || value is null)
        {
            throw new PlanException($"Placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}) is not fed. Fix: give it a value.") { Tensor = placeholder.Name };
        }

        var rawBits = placeholder.DType == DType.BFloat16 && value.DType == DType.UInt16;
        return (value.DType == placeholder.DType || rawBits) && placeholder.Shape.Fits(value.Shape) && value.Shape.Rank <= RunScratch.MaxRank ? value
            : throw new PlanException(
                $"A tensor {value.DType.Name()} {Text(value.Shape)} cannot feed placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}). "
                + $"Fix: a tensor of that dtype and shape, of at most {RunScratch.MaxRank} dimensions.")
            { Tensor = placeholder.Name };
    }

    private static string Text(TensorShape shape) => shape.Rank <= RunScratch.MaxRank ? shape.ToString() : $"of {shape.Rank} dimensions";

    private static void Feed(DType dtype, TensorValue value, RunScratch scratch, int index)
    {
        value.Shape.Dims.CopyTo(scratch.Shape(index, value.Shape.Rank));
        if (dtype == DType.String)
        {
            scratch.Strings(index, value.Offsets, value.Values, 0, wide: false, value.Values.Length);
        }
        else
        {
            scratch.Values(index, dtype, value.Values, 0, value.Values.Length);
        }
    }
}
