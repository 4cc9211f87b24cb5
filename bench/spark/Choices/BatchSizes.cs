using System.Globalization;
using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;
using TensorFrames.Spark.Shipping;

namespace TensorFrames.Bench.Spark.Choices;

/// <summary>How many rows Spark best puts into a batch: the figures behind ShipOptions.DefaultBatchRows.</summary>
internal static class BatchSizes
{
    private const int Own = 10_000;
    private static readonly int[] s_rows = [2_048, 8_192, Own, 32_768, 131_072];

    internal static async Task ShowAsync(SparkSession session, Workload workload, string folder, int rounds)
    {
        using var graph = Graph.Load(workload.Graph);
        var jobs = new Jobs(session, await workload.WriteAsync(session, folder), graph);
        var times = await Interleaved.MeasureAsync(rounds, [.. s_rows.Select(rows => (Func<Task>)(() => RunAsync(rows)))]);
        foreach (var (rows, seconds) in s_rows.Zip(times))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rows,7} rows a batch  {Median.Of(seconds):0.000} s, of Spark's own {Interleaved.Ratio(seconds, times[Array.IndexOf(s_rows, Own)]):0.00}"));
        }

        async Task RunAsync(int rows)
        {
            await session.Confs.SetAsync(Shipment.BatchRowsSetting, rows.ToString(CultureInfo.InvariantCulture));
            await jobs.Map(new ExecutorOptions { Form = MapForm.Rows });
        }
    }
}
