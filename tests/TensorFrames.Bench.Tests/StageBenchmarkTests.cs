using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Check;
using TensorFrames.Tests;

namespace TensorFrames.Bench.Tests;

/// <summary>What is timed is right: each benchmark of each case gives the rows and the values that it says.</summary>
public sealed class StageBenchmarkTests
{
    public static TheoryData<StageCase> Reads => Of(ReadBenchmarks.Cases);

    public static TheoryData<StageCase> ColumnsToTensors => Of(ColumnToTensorBenchmarks.Cases);

    public static TheoryData<StageCase> Runs => Of(RunBenchmarks.Cases);

    public static TheoryData<StageCase> TensorsToColumns => Of(TensorToColumnBenchmarks.Cases);

    public static TheoryData<StageCase> Writes => Of(WriteBenchmarks.Cases);

    public static TheoryData<StageCase> RoundTrips => Of(RoundTripBenchmarks.Cases);

    [Theory, MemberData(nameof(Reads))]
    public void Read(StageCase work)
    {
        using var stage = new ReadBenchmarks { Case = work };
        stage.SetUp();
        using (var batch = stage.Next())
        {
            ArrowCompare.Equal([Batches.Of(work.Kind, work.Rows)], [batch]);
        }

        Assert.Equal((work.Rows, work.Rows, stage.Bytes), (stage.Ours(), stage.ApacheArrow(), stage.Memcpy()));
    }

    [Theory, MemberData(nameof(ColumnsToTensors))]
    public void Column_to_tensor(StageCase work)
    {
        using var stage = new ColumnToTensorBenchmarks { Case = work };
        stage.SetUp();
        Assert.Equal((work.Rows, work.Rows, work.Rows, stage.Bytes), (stage.Ours(), stage.ValueByValue(), stage.StockCData(), stage.Memcpy()));
        Assert.Equal(work.Rows & 0xff, stage.CLoop());
    }

    [Theory, MemberData(nameof(Runs))]
    public void Run(StageCase work)
    {
        using var stage = new RunBenchmarks { Case = work };
        stage.SetUp();
        using var result = stage.Next();
        Assert.True(result.Column(0) is FixedSizeListArray ? result.Length == work.Rows : ((DoubleArray)result.Column(0)).GetValue(work.Rows - 1) == work.Rows + 2.0);
        Assert.Equal((work.Rows, stage.Bytes), (stage.Ours(), stage.Memcpy()));
        Assert.Equal(Throughput.FirstByte(result), stage.CLoop());
    }

    [Theory, MemberData(nameof(TensorsToColumns))]
    public void Tensor_to_column(StageCase work)
    {
        using var stage = new TensorToColumnBenchmarks { Case = work };
        stage.SetUp();
        using var result = stage.Next();
        ArrowCompare.Equal(ConversionCase.Of(work.Kind, work.Rows).Column, result.Column(0));
        Assert.Equal((work.Rows, work.Rows, stage.Bytes), (stage.Ours(), stage.ValueByValue(), stage.Memcpy()));
        Assert.Equal(work.Kind switch { "bool" => 1, "string" => "text number 0".Length << 2, _ => Throughput.FirstByte(result) }, stage.CLoop());
    }

    [Theory, MemberData(nameof(Writes))]
    public void Write(StageCase work)
    {
        using var stage = new WriteBenchmarks { Case = work };
        stage.SetUp();
        var batch = Batches.Of(work.Kind, work.Rows);
        Assert.Equal((work.Rows, stage.Bytes), (stage.Ours(), stage.Memcpy()));
        if (work.Setting == "memory")
        {
            ArrowCompare.Equal([batch], [Parsed(stage.Written)]);
            Assert.Equal(work.Rows, stage.ApacheArrow());
            ArrowCompare.Equal([batch], [Parsed(stage.Written)]);
            return;
        }

        var (message, sent) = (IpcBytes.Of(batch), StageCounts.Now!());
        Assert.Equal(sizeof(int) + message.Schema.Length + message.Batch.Length, sent.BorrowedBytes + sent.CopiedBytes);
        Assert.Equal(work.Rows, stage.ApacheArrow());
    }

    [Theory, MemberData(nameof(RoundTrips))]
    public void Round_trip(StageCase work)
    {
        using var stage = new RoundTripBenchmarks { Case = work };
        stage.SetUp();
        var column = ConversionCase.Of(work.Kind, work.Rows).Column;
        Assert.Equal(work.Rows, stage.Ours());
        ArrowCompare.Equal(column, Parsed(stage.Written).Column("y"));
        Assert.Equal(work.Rows, stage.ValueByValue());
        ArrowCompare.Equal(column, Parsed(stage.Written).Column("y"));
        Assert.Equal(0, stage.CLoop());
    }

    [Theory, InlineData(".arrow"), InlineData(".parquet")]
    public void File_round_trip(string extension)
    {
        using var stage = new RoundTripFileBenchmarks { Case = new($"float64, {extension} files", 1_000) };
        stage.SetUp();
        Assert.Equal((1_000, 1_000, 1_000), (stage.Ours(), stage.OursOnAllCores(), stage.ValueByValue()));
    }

    // The largest ones take a second each by value, and are what the others are.
    private static TheoryData<StageCase> Of(IEnumerable<StageCase> cases) => [.. cases.Where(c => FullRun.Asked || c.Rows < 100_000)];

    private static RecordBatch Parsed(ReadOnlyMemory<byte> stream) => new ArrowStreamReader(stream.ToArray()).ReadNextRecordBatch();
}
