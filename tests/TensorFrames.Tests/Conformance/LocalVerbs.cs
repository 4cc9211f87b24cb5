using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>A frame's verbs.</summary>
internal sealed class LocalVerbs(Frame frame, EngineOptions options) : IVerbs
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public Task<IVerbs> AnalyzeAsync() => Task.FromResult<IVerbs>(new LocalVerbs(frame.Analyze(options, Now), options));

    public IVerbs AppendShape(string column, TensorShape cell) => new LocalVerbs(frame.AppendShape(column, cell), options);

    public Task<string> SchemaTextAsync() => Task.FromResult(frame.SchemaText());

    public IVerbs MapBlocks(Graph graph, MapOptions map) => new LocalVerbs(frame.MapBlocks(graph, map), options);

    public IVerbs MapBlocksTrimmed(Graph graph, MapOptions map) => new LocalVerbs(frame.MapBlocksTrimmed(graph, map), options);

    public IVerbs MapRows(Graph graph, MapOptions map) => new LocalVerbs(frame.MapRows(graph, map), options);

    public IVerbs MapBlocks(Signature signature, MapOptions map) => new LocalVerbs(frame.MapBlocks(signature, map), options);

    public IVerbs MapBlocksTrimmed(Signature signature, MapOptions map) => new LocalVerbs(frame.MapBlocksTrimmed(signature, map), options);

    public IVerbs MapRows(Signature signature, MapOptions map) => new LocalVerbs(frame.MapRows(signature, map), options);

    public IVerbs Aggregate(Graph graph, AggregateOptions aggregate, params string[] keys) => new LocalVerbs(frame.GroupBy(keys).Aggregate(graph, aggregate), options);

    public Task<RecordBatch> ReduceBlocksAsync(Graph graph, ReduceOptions reduce) => frame.ReduceBlocksAsync(graph, reduce, options, Now);

    public Task<RecordBatch> ReduceRowsAsync(Graph graph, ReduceOptions reduce) => frame.ReduceRowsAsync(graph, reduce, options, Now);

    public async Task<List<RecordBatch>> RowsAsync()
    {
        List<RecordBatch> rows = [];
        try
        {
            if (options.Parallelism == 1)
            {
                rows.AddRange(frame.ToBatches(options, Now));
                return rows;
            }

            await foreach (var batch in frame.ToBatchesAsync(options, Now))
            {
                rows.Add(batch);
            }

            return rows;
        }
        catch
        {
            rows.ForEach(batch => batch.Dispose());
            throw;
        }
    }
}
