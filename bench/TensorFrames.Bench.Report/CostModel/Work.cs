namespace TensorFrames.Bench.Report.CostModel;

/// <summary>Seconds of one core that a job's stages take, over all its tasks together.</summary>
/// <param name="Scan">Spark's scan.</param>
/// <param name="ToWorker">The JVM's rows to Arrow and into the socket.</param>
/// <param name="Worker">Our worker: reading, running, writing.</param>
/// <param name="FromWorker">Out of the socket and from Arrow to the JVM's rows.</param>
internal sealed record Work(double Scan, double ToWorker, double Worker, double FromWorker)
{
    internal const string WorkerName = "our worker";

    /// <summary>What the JVM's threads do, one a task.</summary>
    internal double Jvm => Scan + ToWorker + FromWorker;

    internal double All => Jvm + Worker;

    internal IEnumerable<(string Name, double Seconds)> Stages =>
        [("Spark's scan", Scan), ("rows to Arrow", ToWorker), (WorkerName, Worker), ("Arrow to rows", FromWorker)];
}
