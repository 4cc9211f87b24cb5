using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>What verbs over DataFrames will do, as <see cref="Frame.Explain"/> tells it of the local engine.</summary>
public static class DataFrameExplaining
{
    /// <summary>
    /// Each verb of the DataFrame's plan, in the order in which rows reach them: what feeds which placeholder and whether it
    /// will be copied, what travels to the workers, and Spark's stages. Columns are checked and no task runs, but a verb over
    /// another one's result has that one's graph shipped. Graphs in expressions are not among them: Spark's own plan
    /// (<see cref="DataFrame.ExplainAsync"/>) has those.
    /// </summary>
    /// <returns>One each; none where there is no verb.</returns>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    /// <exception cref="SparkException">The plan is wrong.</exception>
    public static Task<IReadOnlyList<SparkVerbExplanation>> ExplainVerbsAsync(this DataFrame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return ExplainAsync(frame.Node, cancellationToken);
    }

    internal static async Task<IReadOnlyList<SparkVerbExplanation>> ExplainAsync(PlanNode last, CancellationToken cancellationToken)
    {
        List<PlanNode> nodes = [];
        Collect(last, nodes, []);
        List<SparkVerbExplanation> verbs = [];
        foreach (var verb in nodes.OfType<IVerbNode>())
        {
            verbs.Add(await verb.ExplainAsync(cancellationToken).ConfigureAwait(false));
        }

        return verbs;
    }

    // What is read first comes first, and once, however many steps read it.
    private static void Collect(PlanNode node, List<PlanNode> nodes, HashSet<PlanNode> seen)
    {
        if (!seen.Add(node))
        {
            return;
        }

        foreach (var input in node.Inputs)
        {
            Collect(input, nodes, seen);
        }

        nodes.Add(node);
    }
}
