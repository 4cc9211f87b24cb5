using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>Verbs as most cases call them: by their fetches.</summary>
internal static class VerbsExtensions
{
    internal static IVerbs MapBlocks(this IVerbs table, Graph graph, params string[] fetches) => table.MapBlocks(graph, new MapOptions { Fetches = fetches });

    internal static IVerbs MapBlocksTrimmed(this IVerbs table, Graph graph, params string[] fetches) => table.MapBlocksTrimmed(graph, new MapOptions { Fetches = fetches });

    internal static IVerbs MapRows(this IVerbs table, Graph graph, params string[] fetches) => table.MapRows(graph, new MapOptions { Fetches = fetches });

    internal static Task<RecordBatch> ReduceBlocksAsync(this IVerbs table, Graph graph, params string[] fetches) => table.ReduceBlocksAsync(graph, new ReduceOptions { Fetches = fetches });

    internal static Task<RecordBatch> ReduceRowsAsync(this IVerbs table, Graph graph, params string[] fetches) => table.ReduceRowsAsync(graph, new ReduceOptions { Fetches = fetches });

    internal static IVerbs Aggregate(this IVerbs table, Graph graph, string key, params string[] fetches) => table.Aggregate(graph, new AggregateOptions { Fetches = fetches }, key);

    internal static MapOptions Feeding(string placeholder, string column, params string[] fetches) =>
        new() { Fetches = fetches, Feeds = new Dictionary<string, string>(StringComparer.Ordinal) { [placeholder] = column } };
}
