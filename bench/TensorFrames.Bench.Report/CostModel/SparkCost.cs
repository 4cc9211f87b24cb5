namespace TensorFrames.Bench.Report.CostModel;

/// <summary>What a job takes beside our worker, fitted from whole jobs. Seconds of the clock for starts, of one core for all else.</summary>
/// <param name="NextCore">What a core is worth beside one that is busy: 1 where they share nothing.</param>
internal sealed record SparkCost(
    double NextCore, double Start, double StartWithWorker, double StartLocal, double StartLocalWithWorker,
    double ScanRow, double ScanByte, double InBatch, double InRow, double InByte, double OutRow, double OutByte)
{
    // Which bound a job stands at follows from the costs, and these from it.
    private const int Rounds = 10;
    private const int Starts = 4;

    /// <summary>Fits jobs and what they took, each by its relative error.</summary>
    internal static SparkCost Fit(IReadOnlyList<(Job Job, double Seconds)> jobs, WorkerCost worker) =>

        // From whole cores down, so that cores are whole where no job tells.
        Enumerable.Range(0, 15).Select(step => Fit(jobs, worker, 1 - (step / 20.0))).MinBy(cost => Math.Round(Squares(jobs, new Model(cost, worker)), 4))!;

    /// <summary>How many cores' work this many do when all are busy.</summary>
    internal double Worth(int cores) => 1 + (NextCore * (cores - 1));

    internal double StartOf(Job job) => (job.Local, job.HasWorker) switch
    {
        (true, true) => StartLocal + StartLocalWithWorker,
        (true, false) => StartLocal,
        (false, true) => Start + StartWithWorker,
        (false, false) => Start,
    };

    internal Work WorkOf(Job job, WorkerCost worker)
    {
        var f = Features(job);
        return new((f[4] * ScanRow) + (f[5] * ScanByte), (f[6] * InBatch) + (f[7] * InRow) + (f[8] * InByte), job.HasWorker ? worker.Seconds(job) : 0, (f[9] * OutRow) + (f[10] * OutByte));
    }

    private static double Squares(IReadOnlyList<(Job Job, double Seconds)> jobs, Model model) => jobs.Sum(j => Math.Pow((model.Predict(j.Job).Seconds / j.Seconds) - 1, 2));

    private static SparkCost Fit(IReadOnlyList<(Job Job, double Seconds)> jobs, WorkerCost worker, double nextCore)
    {
        var cost = Fit(jobs, worker, nextCore, jobs.Select(_ => Bound.TaskThreads));
        for (var round = 0; round < Rounds; round++)
        {
            var model = new Model(cost, worker);
            var next = Fit(jobs, worker, nextCore, jobs.Select(j => model.Predict(j.Job).Bound));
            if (next == cost)
            {
                break;
            }

            cost = next;
        }

        return cost;
    }

    private static SparkCost Fit(IReadOnlyList<(Job Job, double Seconds)> jobs, WorkerCost worker, double nextCore, IEnumerable<Bound> bounds)
    {
        var worth = new SparkCost(nextCore, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        List<double[]> rows = [];
        List<double> values = [];
        foreach (var ((job, seconds), bound) in jobs.Zip(bounds))
        {
            // At the cores the worker's part is known and the rest is the JVM's.
            var lanes = bound == Bound.Cores ? worth.Worth(job.Cores) : Math.Min(job.Slots, job.Cores);
            var known = bound == Bound.Cores ? worker.Seconds(job) / lanes : 0;
            rows.Add([.. Features(job).Select((f, i) => f / (i < Starts ? 1 : lanes) / seconds)]);
            values.Add((seconds - known) / seconds);
        }

        var c = NonNegativeLeastSquares.Fit(rows, values);
        return new(nextCore, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]);
    }

    private static double[] Features(Job job) =>
    [
        job.Local ? 0 : 1, !job.Local && job.HasWorker ? 1 : 0, job.Local ? 1 : 0, job.Local && job.HasWorker ? 1 : 0,
        job.Rows, job.TableBytes,
        job.Batches, job.HasWorker ? job.Rows : 0, job.BytesIn,
        job.BytesOut > 0 ? job.Rows : 0, job.BytesOut,
    ];
}
