using System.Globalization;

namespace TensorFrames.Bench.Report.CostModel;

/// <param name="Start">Seconds before and after all data.</param>
/// <param name="Work">What the stages take of one core.</param>
/// <param name="Bound">What the job stands at.</param>
/// <param name="Busy">Seconds that this is busy.</param>
internal sealed record Prediction(double Start, Work Work, Bound Bound, double Busy)
{
    internal double Seconds => Start + Busy;

    /// <summary>What would have to get faster, or become more, first.</summary>
    internal string Bottleneck => Start > Busy ? "the job's start" : Bound switch
    {
        Bound.Worker => "our worker's thread of each task",
        Bound.Cores => $"the cores, shared by all executors: {Most(Work.Stages)}",
        _ => $"the JVM's thread of each task: {Most(Work.Stages.Where(s => s.Name != Work.WorkerName))}",
    };

    private static string Most(IEnumerable<(string Name, double Seconds)> stages)
    {
        var all = stages.ToArray();
        var (name, seconds) = all.MaxBy(s => s.Seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{name}, {100 * seconds / all.Sum(s => s.Seconds):0} %");
    }
}
