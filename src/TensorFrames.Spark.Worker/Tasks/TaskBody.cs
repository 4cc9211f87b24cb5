using System.Net.Sockets;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Runs what a driver's command asks for over the batches that Spark sends.</summary>
internal sealed class TaskBody : ITaskBody
{
    private const int DefaultInFlight = 2;
    // A task's own, freed with it: shared ones, kept among TensorFlow's outputs, made the process twice as large.
    private const long KeptBytes = 16L << 20;

    private readonly UnknownSettings _unknown = new();

    internal TaskBody(WorkerLibraries? libraries = null) => Libraries = libraries ?? new WorkerLibraries();

    /// <summary>What all tasks share.</summary>
    internal WorkerLibraries Libraries { get; }

    public void Run(TaskHeader header, Stream input, Socket output, CancellationToken cancelled)
    {
        _unknown.Tell(header.Settings.Keys);
        var functions = header.Functions.Select(TaskCommands.Of).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using var data = new TaskInput(output, stop.Token);
        using var reader = new AlignedIpcReader(data, new IpcReadOptions { Name = $"partition {header.Partition}", MaxPooledBytes = KeptBytes, NeedsEndMark = true }, leaveOpen: true);
        if (functions is [{ First: ProbeTask }])
        {
            ProbeBody.Run(header, new Arrival(reader, header.EvalType), output, Libraries, cancelled);
            return;
        }

        var library = functions.Exists(f => f.Graphs.Count > 0) ? Libraries.Open(header, stop.Token) : null;
        var arrival = new Arrival(reader, header.EvalType);
        using var uses = new GraphUses();
        using var plan = TaskPlan.Of(header, functions, arrival.Schema, graph => uses.Add(Libraries.Use(library!, graph, header, stop.Token)));
        var counts = new TaskCounts();
        TaskReportRow Report()
        {
            var read = reader.Statistics;
            (counts.Batches, counts.Read, counts.Moved) = (read.Batches, read.BytesRead, read.BytesCopied + read.BytesDecompressed);
            return new TaskReportRow(header, counts, [.. plan.Programs.SelectMany(p => p.Reports)], library);
        }

        using (var stages = new TaskStages(plan, arrival, output, counts, stop, WorkerSettings.Number(header, WorkerSettings.BatchesInFlight, "batches", DefaultInFlight), $"partition {header.Partition}", cancelled))
        {
            stages.Run(() => Report().Row);
        }

        Log.Line(Report().Line);
    }
}
