using System.Globalization;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Report.Pictures;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>Says how long a job would take, of what parts, and what it would stand at.</summary>
internal static class PredictCommand
{
    /// <exception cref="InvalidOperationException">bench/results has too little to fit a model to.</exception>
    internal static void Run(Measured measured, PredictArguments arguments, TextWriter output)
    {
        var study = Study.Of(measured) ?? throw new InvalidOperationException($"{Measured.SparkFile} has too few jobs on one executor to fit a model to. Fix: run bench/all.");
        var job = arguments.Job(measured.Spark!.Machine.Cores);
        var said = study.Model.Predict(job);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job.Rows:N0} rows, {job.BytesIn / job.Rows:0.#} B a row to workers, {job.BytesOut / job.Rows:0.#} B back, {job.Batches:N0} batches; {job.Slots} tasks at a time on {job.Cores} cores"));
        output.WriteLine($"  {"start",-32} {Numbers.Of(said.Start),8} s");
        foreach (var (name, seconds) in said.Work.Stages)
        {
            output.WriteLine($"  {name,-32} {Numbers.Of(seconds),8} s of one core");
        }

        output.WriteLine($"  {"in all",-32} {Numbers.Of(said.Seconds),8} s");
        output.WriteLine($"first bottleneck: {said.Bottleneck}");
        double[] errors = [.. study.Checked.Select(o => Math.Abs(study.Error(o))).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"of {errors.Length} jobs that the model had not seen it missed the median one by {100 * errors[errors.Length / 2]:0} %, the worst by {100 * errors[^1]:0} %; measured on {measured.Spark.Machine.Processor}"));
        if (job.Slots >= job.Cores)
        {
            output.WriteLine($"note: {job.Slots} tasks share {job.Cores} cores, so more executors do not help without more cores; --cores says how many all machines together have.");
        }
    }
}
