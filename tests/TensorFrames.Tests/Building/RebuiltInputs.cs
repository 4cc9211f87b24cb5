using Apache.Arrow;
using TensorFrames.Building;

namespace TensorFrames.Tests.Building;

/// <summary>The placeholders of a golden case, made of the columns that feed them.</summary>
internal sealed class RebuiltInputs(GoldenCase golden, GraphBuilder graph)
{
    private readonly Schema _columns = GoldenTables.Open(golden.Inputs[0]).Schema;
    private readonly bool _rows = golden.Verb.EndsWith("_rows", StringComparison.Ordinal);

    internal GraphBuilder Graph => graph;

    internal string Case => golden.Name;

    internal Tensor this[string placeholder] => _rows ? graph.Row(_columns, golden.Feeds[placeholder], placeholder) : graph.Block(_columns, golden.Feeds[placeholder], placeholder);
}
