using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>A model fitted to some of the jobs, and the others, which it has not seen, to check it by.</summary>
internal sealed record Study(Model Model, IReadOnlyList<Observation> Fitted, IReadOnlyList<Observation> Checked)
{
    /// <summary>Fitted to what one executor with one core does with all but the largest table of each kind, and to two tasks at a time on local[2]; null where too few were measured.</summary>
    internal static Study? Of(Measured measured)
    {
        if (measured.Spark is null)
        {
            return null;
        }

        var all = Observation.All(measured.Spark);
        var largest = all.Where(o => o.Place == "1 executor").GroupBy(o => o.Measured.Case).ToDictionary(g => g.Key, g => g.Max(o => o.Measured.Rows), StringComparer.Ordinal);
        var split = all.ToLookup(o => o.Place switch
        {
            "1 executor" => o.Measured.Rows < largest[o.Measured.Case] || o.Measured.Rows < 1000,
            JobSetting.Local => true,
            _ => false,
        });
        if (split[true].Count(o => o.Place == "1 executor") < 12)
        {
            return null;
        }

        var worker = WorkerCost.Of(measured.Conversions);
        return new(new Model(SparkCost.Fit([.. split[true].Select(o => (o.Job, o.Seconds))], worker), worker), [.. split[true]], [.. split[false]]);
    }

    /// <summary>The error of one prediction: -0.1 where it is a tenth too short.</summary>
    internal double Error(Observation job) => (Model.Predict(job.Job).Seconds / job.Seconds) - 1;
}
