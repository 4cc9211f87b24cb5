using BenchmarkDotNet.Attributes;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>What the stages share: a copy of as many bytes as baseline, and that all is let go at the end.</summary>
public abstract class StageBenchmarks : IDisposable
{
    private readonly List<IDisposable> _open = [];
    private Memcpy? _memcpy;

    /// <summary>Bytes that an operation is about.</summary>
    internal abstract long Bytes { get; }

    [Benchmark]
    public long Memcpy() => (_memcpy ??= Opened(new Memcpy(Bytes))).Copy();

    [GlobalCleanup]
    public void Dispose()
    {
        _open.Reverse();
        _open.ForEach(o => o.Dispose());
        _open.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps what is to be disposed at the end, last opened first.</summary>
    internal T Opened<T>(T opened)
        where T : IDisposable
    {
        _open.Add(opened);
        return opened;
    }

    /// <summary>Opens a run of ours, whose counters the diagnoser reads.</summary>
    internal EndlessRun Counted(EndlessRun run, Func<EndlessRun, StageCounts> counts)
    {
        StageCounts.Now = () => counts(run);
        return Opened(run);
    }

    internal static Graph Load(byte[] graphDef) => Runtimes.Quietly(() => Graph.Load(graphDef, Runtimes.Newest));
}
