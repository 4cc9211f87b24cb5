using TensorFrames.Spark;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Bench.Spark.Workloads;

/// <summary>The jobs that are compared; all end in Spark's noop sink.</summary>
internal sealed class Jobs(SparkSession session, string path, Graph graph)
{
    /// <summary>The table's folder.</summary>
    internal string Path => path;

    internal DataFrame Table => session.Read.Parquet(path);

    internal Task Scan() => Table.Write.NoopAsync();

    internal Task Map(ExecutorOptions? executors = null) => Mapped(executors).Write.NoopAsync();

    /// <summary>Kept columns travel along, whatever they are.</summary>
    internal Task MapByRows() => Map(new ExecutorOptions { Form = MapForm.Rows });

    internal Task Trimmed() => Table.MapBlocksTrimmed(graph, "y").Write.NoopAsync();

    /// <summary>Everything goes to the worker and through the graph, next to nothing comes back.</summary>
    internal Task Report() => Mapped(new ExecutorOptions { Form = MapForm.Rows }).ReportAsync();

    /// <summary>Our worker without a graph: the same columns out, each the input's own bytes.</summary>
    internal Task Echo() => EchoNode.Of(Mapped(new ExecutorOptions { Form = MapForm.Rows })).Write.NoopAsync();

    internal DataFrame Mapped(ExecutorOptions? executors) => Table.MapBlocks(graph, new MapOptions { Fetches = ["y"] }, executors);
}
