using Apache.Arrow;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>What one task of a verb did: exact counts, and seconds for orientation.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Rows">Rows that Spark sent.</param>
/// <param name="OutputRows">Rows of the results.</param>
/// <param name="Blocks">Blocks that the graph was run over.</param>
/// <param name="ReblockedBlocks">Blocks that are no batch as Spark cut it.</param>
/// <param name="SavedRuns">Runs that MapRows did not need, since rows of one shape were run together.</param>
/// <param name="SpilledBytes">Bytes of groups that an aggregate wrote to its spill folder, since they were more than <see cref="AggregateOptions.MemoryLimit"/> holds.</param>
/// <param name="BorrowedBytes">Bytes that TensorFlow read where the socket had put them.</param>
/// <param name="CopiedBytes">Bytes that were copied on their way into a tensor.</param>
/// <param name="CopyReasons">Why, one line a column; empty where nothing was.</param>
/// <param name="Columns">The same column by column: those that were fed, then those that were fetched.</param>
/// <param name="MovedBytes">Bytes that the socket's read did not put on their boundary itself.</param>
/// <param name="LibTensorFlow">The library's path on the executor.</param>
/// <param name="LibTensorFlowVersion">Its version.</param>
/// <param name="LibTensorFlowSource">How it was found.</param>
/// <param name="SecondsReading">Time in reads from Spark.</param>
/// <param name="SecondsRunning">Time in the graph, conversions included.</param>
/// <param name="SecondsWaiting">Time of the running thread without a batch, or without room behind it.</param>
public sealed record SparkTaskReport(
    int Partition,
    long Rows,
    long OutputRows,
    long Blocks,
    long ReblockedBlocks,
    long SavedRuns,
    long SpilledBytes,
    long BorrowedBytes,
    long CopiedBytes,
    string CopyReasons,
    IReadOnlyList<SparkColumnReport> Columns,
    long MovedBytes,
    string LibTensorFlow,
    string LibTensorFlowVersion,
    string LibTensorFlowSource,
    double SecondsReading,
    double SecondsRunning,
    double SecondsWaiting)
{
    /// <summary>The reports that tasks answer with.</summary>
    internal static async Task<IReadOnlyList<SparkTaskReport>> CollectAsync(SparkSession session, Relation reports, CancellationToken cancellationToken)
    {
        List<SparkTaskReport> tasks = [];
        await foreach (var batch in new DataFrame(new SourceNode(session, reports)).ToBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                tasks.AddRange(Of(batch));
            }
        }

        return tasks;
    }

    private static IEnumerable<SparkTaskReport> Of(RecordBatch batch)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            yield return new SparkTaskReport(
                ((Int32Array)batch.Column(TaskReport.Partition)).GetValue(row)!.Value,
                Long(batch, TaskReport.Rows, row),
                Long(batch, TaskReport.OutputRows, row),
                Long(batch, TaskReport.Blocks, row),
                Long(batch, TaskReport.ReblockedBlocks, row),
                Long(batch, TaskReport.SavedRuns, row),
                Long(batch, TaskReport.SpilledBytes, row),
                Long(batch, TaskReport.BorrowedBytes, row),
                Long(batch, TaskReport.CopiedBytes, row),
                Text(batch, TaskReport.CopyReasons, row),
                SparkColumnReport.Parse(Text(batch, TaskReport.Columns, row)),
                Long(batch, TaskReport.MovedBytes, row),
                Text(batch, TaskReport.Library, row),
                Text(batch, TaskReport.LibraryVersion, row),
                Text(batch, TaskReport.LibrarySource, row),
                Seconds(batch, TaskReport.Reading, row),
                Seconds(batch, TaskReport.Running, row),
                Seconds(batch, TaskReport.Waiting, row));
        }
    }

    private static long Long(RecordBatch batch, string column, int row) => ((Int64Array)batch.Column(column)).GetValue(row)!.Value;

    private static double Seconds(RecordBatch batch, string column, int row) => ((DoubleArray)batch.Column(column)).GetValue(row)!.Value;

    private static string Text(RecordBatch batch, string column, int row) => (string)ArrowValues.Of(batch.Column(column))(row)!;
}
