using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>What our worker takes by itself, fitted from the stages that were measured without Spark: from a socket, through x + 3, into a socket.</summary>
/// <param name="Batch">Seconds a batch.</param>
/// <param name="ByteIn">Seconds a byte that comes.</param>
/// <param name="ByteOut">Seconds a byte that goes.</param>
internal sealed record WorkerCost(double Batch, double ByteIn, double ByteOut)
{
    /// <summary>Bytes a row of the kinds that are fitted: numbers, as in bench/spark's tables.</summary>
    private static readonly Dictionary<string, double> s_bytes = new(StringComparer.Ordinal) { ["8 of float64"] = 64, ["float32[32]"] = 128, ["float64, x + 3"] = 8 };

    /// <summary>Nothing, where stages were not measured.</summary>
    internal static WorkerCost None { get; } = new(0, 0, 0);

    internal static WorkerCost Of(ResultFile? stages)
    {
        if (stages is null)
        {
            return None;
        }

        var (read, run, write) = (Fit(stages, Stages.Read, "socket"), Fit(stages, Stages.Run, ""), Fit(stages, Stages.Write, "socket"));
        return new(read.Batch + run.Batch + write.Batch, read.Byte + run.Byte, write.Byte);
    }

    internal double Seconds(Job job) => (job.Batches * Batch) + (job.BytesIn * ByteIn) + (job.BytesOut * ByteOut);

    private static (double Batch, double Byte) Fit(ResultFile stages, string stage, string setting)
    {
        var ours = stages.Measurements.Where(m => m.Stage == stage && m.Subject == Pictures.Subjects.Ours && m is { Unit: "s", Value: > 0 }
            && s_bytes.ContainsKey(m.Case) && (setting.Length == 0 || m.Setting == setting)).ToArray();
        var fit = NonNegativeLeastSquares.Fit([.. ours.Select(m => new[] { 1 / m.Value!.Value, m.Rows * s_bytes[m.Case] / m.Value.Value })], [.. ours.Select(_ => 1.0)]);
        return fit.Length == 0 ? (0, 0) : (fit[0], fit[1]);
    }
}
