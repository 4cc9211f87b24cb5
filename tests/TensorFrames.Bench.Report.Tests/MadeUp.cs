using TensorFrames.Bench.Report.CostModel;
using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Bench.Results;
using MeasuredJob = TensorFrames.Bench.Report.CostModel.Job;

namespace TensorFrames.Bench.Report.Tests;

/// <summary>Results of a full run as they would be if jobs took what a model says.</summary>
internal static class MadeUp
{
    private static readonly Machine s_machine = new("a processor", 2, "a compiler");

    /// <summary>Nothing was run.</summary>
    internal static Measured Nothing { get; } = new(null, null, []);

    internal static Measured Of(params IReadOnlyList<Measurement> spark) => new(null, new ResultFile(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "abc", s_machine, "a command", spark), []);

    /// <summary>Jobs of three sizes on one executor and on two.</summary>
    internal static Measured Executors(Model model) => Of([.. from executors in new[] { 1, 2 }
                                                             from table in new[] { ("doubles", 8, 5e6), ("4 doubles", 32, 2e6), ("32 floats", 128, 5e5) }
                                                             from part in new[] { 1, 2, 8 }
                                                             from subject in new[] { JobNames.Scan, JobNames.Echo, Subjects.Job }
                                                             select Job(model, subject, table.Item1, table.Item2, table.Item3 / part, executors)]);

    private static Measurement Job(Model model, string subject, string table, int bytes, double rows, int executors)
    {
        var worker = subject == JobNames.Scan ? 0 : 1;
        Dictionary<string, double> counters = new(StringComparer.Ordinal)
        {
            ["executors"] = executors,
            ["cores"] = executors,
            ["partitions"] = 2,
            ["bytes in"] = worker * rows * bytes,
            ["bytes out"] = worker * rows * (bytes + 8),
            ["batches"] = worker * rows / 8_192,
        };
        var measured = new Measurement(Stages.Job, subject, table, (long)rows, 1, "s", null, $"4.3.0, standalone, {executors} executors × 1 core, 8,192 rows a batch", counters);
        return measured with { Value = model.Predict(MeasuredJob.Of(measured, s_machine.Cores)!).Seconds };
    }
}
