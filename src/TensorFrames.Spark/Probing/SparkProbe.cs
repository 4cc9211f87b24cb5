using Apache.Arrow;

namespace TensorFrames.Spark;

/// <summary>What one task found where it ran: the worker, the machine, and libtensorflow there.</summary>
/// <param name="Partition">The task's partition, from 0.</param>
/// <param name="Host">The executor's host.</param>
/// <param name="ProcessId">The worker process; tasks of one executor and session share it.</param>
/// <param name="WorkerVersion">The worker's version.</param>
/// <param name="WorkerPath">The executable.</param>
/// <param name="Glibc">The host's glibc, <c>2.36</c> for instance.</param>
/// <param name="Cores">Cores that the worker sees.</param>
/// <param name="LibTensorFlow">The library that was opened; empty where none could be.</param>
/// <param name="LibTensorFlowVersion">Its version.</param>
/// <param name="LibTensorFlowSource">How it was found.</param>
/// <param name="LibTensorFlowError">Why none could be opened, and the fix; empty where one was.</param>
/// <param name="BorrowAlignment">Bytes on whose multiples values must begin to be borrowed; 0 without libtensorflow.</param>
/// <param name="BorrowsStrings">Whether strings are borrowed: TensorFlow 2.4 and later.</param>
public sealed record SparkProbe(
    int Partition,
    string Host,
    int ProcessId,
    string WorkerVersion,
    string WorkerPath,
    string Glibc,
    int Cores,
    string LibTensorFlow,
    string LibTensorFlowVersion,
    string LibTensorFlowSource,
    string LibTensorFlowError,
    int BorrowAlignment,
    bool BorrowsStrings)
{
    internal static IEnumerable<SparkProbe> Of(RecordBatch batch)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            yield return new SparkProbe(
                Int(batch, ProbeReport.Partition, row),
                Text(batch, ProbeReport.Host, row),
                Int(batch, ProbeReport.ProcessId, row),
                Text(batch, ProbeReport.WorkerVersion, row),
                Text(batch, ProbeReport.WorkerPath, row),
                Text(batch, ProbeReport.Glibc, row),
                Int(batch, ProbeReport.Cores, row),
                Text(batch, ProbeReport.Library, row),
                Text(batch, ProbeReport.LibraryVersion, row),
                Text(batch, ProbeReport.LibrarySource, row),
                Text(batch, ProbeReport.LibraryError, row),
                Int(batch, ProbeReport.BorrowAlignment, row),
                ((BooleanArray)batch.Column(ProbeReport.BorrowsStrings)).GetValue(row)!.Value);
        }
    }

    private static int Int(RecordBatch batch, string column, int row) => ((Int32Array)batch.Column(column)).GetValue(row)!.Value;

    private static string Text(RecordBatch batch, string column, int row) => (string)ArrowValues.Of(batch.Column(column))(row)!;
}
