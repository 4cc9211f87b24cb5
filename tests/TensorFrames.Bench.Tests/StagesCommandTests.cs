using BenchmarkDotNet.Filters;
using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Results;
using TensorFrames.Bench.StageRun;

namespace TensorFrames.Bench.Tests;

/// <summary>What --stages writes: BenchmarkDotNet's own figures with our counters, every stage beside its baselines.</summary>
public sealed class StagesCommandTests : IDisposable
{
    private static readonly Lazy<IReadOnlyList<Measurement>> Measured = new(Measure);
    private readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData(Stages.Read, "ours", "memcpy", "Apache.Arrow")]
    [InlineData(Stages.In, "ours", "memcpy", "C loop", "value by value", "stock C data")]
    [InlineData(Stages.Run, "ours", "memcpy", "C loop")]
    [InlineData(Stages.Out, "ours", "memcpy", "C loop", "value by value")]
    [InlineData(Stages.Write, "ours", "memcpy", "Apache.Arrow")]
    [InlineData(Stages.RoundTrip, "ours", "memcpy", "C loop", "value by value")]
    public void Every_stage_is_measured_beside_its_baselines(string stage, params string[] subjects) =>
        Assert.Equal(subjects.Order(), Of(stage).Select(m => m.Subject).Distinct().Order());

    [Theory]
    [InlineData("float64", 800, 0)]
    [InlineData("bool", 0, 13)]
    public void Bytes_stand_beside_the_time(string kind, double borrowed, double copied)
    {
        var ours = Of(Stages.In).Single(m => m.Subject == "ours" && m.Case == kind);
        Assert.Equal((borrowed, copied), (ours.Counters!["borrowed bytes"], ours.Counters["copied bytes"]));
        Assert.True(ours.Counters["managed bytes"] > 0 && ours.Value is > 1e-8 and < 1);
    }

    [Fact]
    public void Nothing_native_is_left() => Assert.All(Measured.Value, m => Assert.Equal(0, m.Counters!["live bytes"]));

    [Fact]
    public void The_file_comes_back_as_it_was_written()
    {
        var (first, second) = (_folder.File("a.json"), _folder.File("b.json"));
        new ResultFile(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "abc", new("a processor", 2, "cc"), "--stages", Measured.Value).Write(first);
        var read = ResultFile.Read(first);
        read.Write(second);
        Assert.Equal(Measured.Value.Select(m => (m.Stage, m.Subject, m.Case, m.Rows, m.Value, m.Spread, m.Setting)), read.Measurements.Select(m => (m.Stage, m.Subject, m.Case, m.Rows, m.Value, m.Spread, m.Setting)));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<Measurement> Of(string stage) => Measured.Value.Where(m => m.Stage == stage);

    // 100 rows of three kinds, as short as may be: what is measured, not how long it takes.
    private static List<Measurement> Measure()
    {
        var config = new BenchConfig(warmups: 1, iterations: 1, milliseconds: 1);
        config.AddFilter(new SimpleFilter(b => b.Parameters["Case"] is StageCase { Rows: 100, Kind: "float64" or "bool" or "8 of float64" or "float64, x + 3" }));
        return StagesCommand.Measure(config);
    }
}
