using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>The verb over single rows.</summary>
public sealed partial class Frame
{
    /// <summary>
    /// Runs the graph once for each row. A placeholder has the shape of its column's cell, and a row's tensor has exactly that
    /// shape, which may differ from row to row. Where every op is element-wise, rows whose cells have one shape are stacked
    /// and run together, with the same result (<see cref="ConversionReport.SavedRuns"/>). The result has the fetches,
    /// sorted by name, then the input's columns; a fetch whose cells differ in size becomes lists.
    /// </summary>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    public Frame MapRows(Graph graph, MapOptions options) => Map(graph, options, MapKind.Rows);

    /// <summary><see cref="MapRows(Graph, MapOptions)"/> of these fetches; placeholders are fed from columns of their names.</summary>
    public Frame MapRows(Graph graph, params string[] fetches) => Map(graph, new MapOptions { Fetches = fetches }, MapKind.Rows);
}
