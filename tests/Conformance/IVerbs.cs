using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>A table with verbs, on whichever engine; lazy, as the engines' own are.</summary>
internal interface IVerbs
{
    /// <summary>Reads all rows for the shapes of cells.</summary>
    Task<IVerbs> AnalyzeAsync();

    IVerbs AppendShape(string column, TensorShape cell);

    Task<string> SchemaTextAsync();

    IVerbs MapBlocks(Graph graph, MapOptions options);

    IVerbs MapBlocksTrimmed(Graph graph, MapOptions options);

    IVerbs MapRows(Graph graph, MapOptions options);

    IVerbs MapBlocks(Signature signature, MapOptions options);

    IVerbs MapBlocksTrimmed(Signature signature, MapOptions options);

    IVerbs MapRows(Signature signature, MapOptions options);

    /// <summary>Groups in any order.</summary>
    IVerbs Aggregate(Graph graph, AggregateOptions options, params string[] keys);

    Task<RecordBatch> ReduceBlocksAsync(Graph graph, ReduceOptions options);

    Task<RecordBatch> ReduceRowsAsync(Graph graph, ReduceOptions options);

    /// <summary>The rows, in order.</summary>
    Task<List<RecordBatch>> RowsAsync();
}
