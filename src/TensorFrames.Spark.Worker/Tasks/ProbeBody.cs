using System.Net.Sockets;
using Apache.Arrow;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Output;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Reads its input to the end and sends one row about worker and machine. A libtensorflow that cannot be had is a fact, no error.</summary>
internal static class ProbeBody
{
    internal static void Run(TaskHeader header, Arrival arrival, Socket output, WorkerLibraries libraries, CancellationToken cancelled)
    {
        while (arrival.Read(cancelled) is { } batch)
        {
            batch.Dispose();
        }

        var columns = header.EvalType == EvalType.MapArrow ? ReplyColumns.Struct(ProbeReport.Schema.FieldsList)
            : throw new PlanException("A probe gives one row a task, a function over columns one for each of its input. Fix: probe by mapInArrow.");
        using var reply = new ArrowReply(columns.Schema, output, cancelled);
        using var row = columns.Of([Row(header, libraries, cancelled)]);
        reply.Write(row);
        reply.End();
    }

    private static RecordBatch Row(TaskHeader header, WorkerLibraries libraries, CancellationToken cancelled)
    {
        OpenLibrary? library = null;
        var error = "";
        try
        {
            library = libraries.Open(header, cancelled);
        }
        catch (TensorFramesException e)
        {
            error = e.Message;
        }

        return OneRow.Of(ProbeReport.Schema, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [ProbeReport.Partition] = header.Partition,
            [ProbeReport.Host] = Environment.MachineName,
            [ProbeReport.ProcessId] = Environment.ProcessId,
            [ProbeReport.WorkerVersion] = WorkerVersion.Text,
            [ProbeReport.WorkerPath] = Environment.ProcessPath ?? "",
            [ProbeReport.Glibc] = Glibc.Version,
            [ProbeReport.Cores] = Environment.ProcessorCount,
            [ProbeReport.Library] = library?.Runtime.LibraryPath ?? "",
            [ProbeReport.LibraryVersion] = library?.Runtime.Version ?? "",
            [ProbeReport.LibrarySource] = library?.Source ?? "",
            [ProbeReport.LibraryError] = error,
            [ProbeReport.BorrowAlignment] = library?.Runtime.BorrowAlignment ?? 0,
            [ProbeReport.BorrowsStrings] = library?.Runtime.BorrowsStrings ?? false,
        });
    }
}
