namespace TensorFrames.Bench.Benchmarks;

/// <summary>What a stage has done so far, in the library's own counters: operations, and bytes used where they lay or copied.</summary>
internal readonly record struct StageCounts(long Operations, long BorrowedBytes, long CopiedBytes)
{
    /// <summary>Reads the counters of what is measured now; null where nothing of ours is.</summary>
    internal static Func<StageCounts>? Now { get; set; }

    /// <summary>Native bytes that what is measured now holds outside of a runtime.</summary>
    internal static Func<long>? Held { get; set; }

    /// <summary>Native bytes that are in use now: TensorFlow's outputs, blocks of conversions, blocks of readers.</summary>
    internal static long LiveBytes(TensorFlowRuntime runtime) => runtime.Counters.LiveBytes + Memory.AlignedBlock.LiveBytes + (Held?.Invoke() ?? 0);

    /// <summary>Columns into tensors.</summary>
    internal static StageCounts Fed(EndlessRun run)
    {
        var report = run.Report;
        return new(report.Fetches[0].Tensors, report.BorrowedBytes, report.CopiedBytes);
    }

    /// <summary>Tensors into columns.</summary>
    internal static StageCounts Fetched(EndlessRun run)
    {
        var report = run.Report;
        return new(report.Fetches[0].Tensors, report.Fetches.Sum(f => f.BorrowedBytes), report.Fetches.Sum(f => f.CopiedBytes));
    }

    /// <summary>Both.</summary>
    internal static StageCounts Run(EndlessRun run)
    {
        var (fed, fetched) = (Fed(run), Fetched(run));
        return new(fed.Operations, fed.BorrowedBytes + fetched.BorrowedBytes, fed.CopiedBytes + fetched.CopiedBytes);
    }
}
