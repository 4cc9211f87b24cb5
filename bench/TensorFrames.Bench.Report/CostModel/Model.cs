namespace TensorFrames.Bench.Report.CostModel;

/// <summary>What a job stands at: it takes as long as the busiest of these.</summary>
internal enum Bound
{
    /// <summary>The JVM's threads, one a task, which scan, write Arrow and read it.</summary>
    TaskThreads,

    /// <summary>Our worker's threads, one a task.</summary>
    Worker,

    /// <summary>The cores, which all threads of all executors share.</summary>
    Cores,
}

/// <summary>Time of a whole job on Spark: its start, and then the busiest of task threads, worker and cores.</summary>
internal sealed record Model(SparkCost Spark, WorkerCost Worker)
{
    internal Prediction Predict(Job job)
    {
        var work = Spark.WorkOf(job, Worker);
        var lanes = Math.Min(job.Slots, job.Cores);

        // Of two that are alike the cores: more executors would not help.
        (Bound Bound, double Seconds)[] bounds = [(Bound.Cores, work.All / Spark.Worth(job.Cores)), (Bound.TaskThreads, work.Jvm / lanes), (Bound.Worker, work.Worker / lanes)];
        var busiest = bounds.MaxBy(b => b.Seconds);
        return new Prediction(Spark.StartOf(job), work, busiest.Bound, busiest.Seconds);
    }
}
