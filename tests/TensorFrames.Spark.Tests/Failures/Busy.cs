namespace TensorFrames.Spark.Tests.Failures;

/// <summary>Waits for a worker in the middle of its work.</summary>
internal static class Busy
{
    /// <summary>A worker that has used a second of processor time since <paramref name="before"/> was counted.</summary>
    /// <param name="job">What it works for, which must not be done before.</param>
    /// <param name="before">Workers that were there before, and the seconds that they had used; another has used none.</param>
    internal static async Task<int> WorkerAsync(Task job, IReadOnlyDictionary<int, double> before)
    {
        bool Works(int worker) => Processes.CpuSeconds(worker) - before.GetValueOrDefault(worker) > 1;
        var busy = await Processes.WaitForAsync(() => [.. Processes.Workers().Where(Works)], found => found.Length > 0 || job.IsCompleted, TimeSpan.FromMinutes(2));
        Assert.False(job.IsCompleted, $"the job was done before anything could be killed: {job.Exception}");
        Assert.True(busy.Length > 0, $"no worker has come to work; {Processes.Executors().Length} executors are there");
        return busy[0];
    }

    /// <summary>The workers that are there, and the seconds that they have used.</summary>
    internal static Dictionary<int, double> Now() => Processes.Workers().ToDictionary(w => w, Processes.CpuSeconds);
}
