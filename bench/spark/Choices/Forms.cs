using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Choices;

/// <summary>Which form of MapBlocks is cheaper, by what is kept beside the fed column: the figures behind MapForm.Automatic.</summary>
internal static class Forms
{
    private static readonly (string Name, string Columns)[] s_kept =
    [
        ("nothing", ""),
        ("1 double", ", CAST(id AS DOUBLE) AS k1"),
        ("4 doubles", string.Concat(Enumerable.Range(0, 4).Select(i => $", CAST(id + {i} AS DOUBLE) AS k{i}"))),
        ("8 doubles", string.Concat(Enumerable.Range(0, 8).Select(i => $", CAST(id + {i} AS DOUBLE) AS k{i}"))),
        ("16 doubles", string.Concat(Enumerable.Range(0, 16).Select(i => $", CAST(id + {i} AS DOUBLE) AS k{i}"))),
        ("a string of 20", ", lpad(CAST(id AS STRING), 20, 'x') AS k"),
        ("8 floats in an array", ", transform(sequence(0, 7), i -> CAST(id + i AS FLOAT)) AS k"),
        ("32 floats in an array", ", transform(sequence(0, 31), i -> CAST(id + i AS FLOAT)) AS k"),
    ];

    internal static async Task ShowAsync(SparkSession session, string folder, int rounds, long rows)
    {
        foreach (var (name, columns) in s_kept)
        {
            var workload = Workload.Doubles(rows) with { Sql = $"SELECT CAST(id AS DOUBLE) AS x{columns} FROM range(0, {rows}, 1, 2)" };
            using var graph = Graph.Load(workload.Graph);
            var jobs = new Jobs(session, await workload.WriteAsync(session, folder), graph);
            var times = await Interleaved.MeasureAsync(rounds, () => jobs.Map(new ExecutorOptions { Form = MapForm.Rows }), () => jobs.Map(new ExecutorOptions { Form = MapForm.FedColumns }));
            Console.WriteLine($"  kept beside x: {name,-24} rows {Median.Of(times[0]):0.000} s, fed columns {Median.Of(times[1]):0.000} s, ratio {Interleaved.Ratio(times[0], times[1]):0.00}");
        }
    }
}
