using Apache.Arrow.Ipc;
using BenchmarkDotNet.Attributes;
using TensorFrames.Ipc;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// An IPC stream of 8 columns of 100,000 doubles in batches of <see cref="BatchRows"/>, out of memory: our reader, which puts
/// each buffer on 64 bytes, and Apache.Arrow's. 10,000 rows (Spark's batch) leave most columns off that boundary.
/// </summary>
[Config(typeof(BenchConfig))]
public class ReaderBenchmarks
{
    private const int Rows = 100_000;
    private byte[] _stream = [];

    /// <summary>Rows a batch.</summary>
    [Params(1_000, 10_000)]
    public int BatchRows { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var table = ColumnTable.Create();
        for (var i = 0; i < 8; i++)
        {
            table.Add($"c{i}", [.. Enumerable.Range(0, Rows).Select(row => (double)row)]);
        }

        using (table)
        {
            var bytes = new MemoryStream();
            using (var writer = new IpcStreamWriter(bytes, table.Schema, leaveOpen: true))
            {
                foreach (var batch in Frame.From(table).ToBatches(new EngineOptions { BlockRows = BatchRows, Parallelism = 1 }))
                {
                    writer.Write(batch);
                    batch.Dispose();
                }

                writer.Complete();
            }

            _stream = bytes.ToArray();
        }
    }

    [Benchmark]
    public int Aligned()
    {
        var rows = 0;
        using var reader = new AlignedIpcReader(new MemoryStream(_stream));
        while (reader.Read() is { } batch)
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }

    [Benchmark(Baseline = true)]
    public int ApacheArrow()
    {
        var rows = 0;
        using var reader = new ArrowStreamReader(new MemoryStream(_stream));
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }
}
