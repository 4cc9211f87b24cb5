using Apache.Arrow;
using TensorFrames.Tests.Conformance;

namespace TensorFrames.Spark.Tests.Conformance;

/// <summary>A DataFrame's verbs.</summary>
internal sealed class SparkVerbs(DataFrame frame, ExecutorOptions executors) : IVerbs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whether a task of a verb over it fails, of whatever kind the verb is.</summary>
    internal bool TasksFail { get; init; }

    private DataFrame Input => TasksFail ? frame.Filter("raise_error('a task ran') IS NULL") : frame;

    public async Task<IVerbs> AnalyzeAsync() => new SparkVerbs(await frame.AnalyzeAsync(Token), executors) { TasksFail = TasksFail };

    public IVerbs AppendShape(string column, TensorShape cell) => new SparkVerbs(frame.AppendShape(column, cell), executors);

    public Task<string> SchemaTextAsync() => frame.SchemaTextAsync(Token);

    public IVerbs MapBlocks(Graph graph, MapOptions options) => new SparkVerbs(Input.MapBlocks(graph, options, executors), executors);

    public IVerbs MapBlocksTrimmed(Graph graph, MapOptions options) => new SparkVerbs(Input.MapBlocksTrimmed(graph, options, executors), executors);

    public IVerbs MapRows(Graph graph, MapOptions options) => new SparkVerbs(Input.MapRows(graph, options, executors), executors);

    public IVerbs MapBlocks(Signature signature, MapOptions options) => new SparkVerbs(Input.MapBlocks(signature, options, executors), executors);

    public IVerbs MapBlocksTrimmed(Signature signature, MapOptions options) => new SparkVerbs(Input.MapBlocksTrimmed(signature, options, executors), executors);

    public IVerbs MapRows(Signature signature, MapOptions options) => new SparkVerbs(Input.MapRows(signature, options, executors), executors);

    public IVerbs Aggregate(Graph graph, AggregateOptions options, params string[] keys) => new SparkVerbs(Input.GroupBy([.. keys.Select(Column.Named)]).Aggregate(graph, options, executors), executors);

    public Task<RecordBatch> ReduceBlocksAsync(Graph graph, ReduceOptions options) => Input.ReduceBlocksAsync(graph, options, executors, Token);

    public Task<RecordBatch> ReduceRowsAsync(Graph graph, ReduceOptions options) => Input.ReduceRowsAsync(graph, options, executors, Token);

    public Task<List<RecordBatch>> RowsAsync() => RowsAsync(frame);

    internal static async Task<List<RecordBatch>> RowsAsync(DataFrame frame)
    {
        List<RecordBatch> rows = [];
        await foreach (var batch in frame.ToBatchesAsync(Token))
        {
            rows.Add(batch);
        }

        return rows;
    }
}
