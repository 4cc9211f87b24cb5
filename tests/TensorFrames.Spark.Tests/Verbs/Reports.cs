namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What tasks tell of themselves.</summary>
internal static class Reports
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Every byte of every fed column was read by TensorFlow where the socket's read had put it, or where it was unpacked to.</summary>
    internal static async Task AllBorrowed(DataFrame mapped, long rows, long bytesOfRow, bool compressed = false)
    {
        var reports = await mapped.ReportAsync(TestContext.Current.CancellationToken);
        Assert.Equal((rows, rows), (reports.Sum(r => r.Rows), reports.Sum(r => r.OutputRows)));
        Assert.Equal(rows * bytesOfRow, reports.Sum(r => r.BorrowedBytes));
        Assert.All(reports, r => Assert.Equal((0, "", 0), (r.CopiedBytes, r.CopyReasons, r.ReblockedBlocks)));
        Assert.All(reports, r => Assert.Equal(compressed, r.MovedBytes > 0));
        Assert.All(reports, Plausible);
        Assert.Distinct(reports.Select(r => r.Partition));
    }

    private static void Plausible(SparkTaskReport report)
    {
        Assert.InRange(report.Blocks, report.Rows == 0 ? 0 : 1, report.Rows);
        Assert.True(File.Exists(report.LibTensorFlow), report.LibTensorFlow);
        Assert.Matches(@"^\d+\.\d+\.\d+", report.LibTensorFlowVersion);
        Assert.NotEmpty(report.LibTensorFlowSource);
        Assert.All([report.SecondsReading, report.SecondsRunning, report.SecondsWaiting], s => Assert.InRange(s, 0, s_longest.TotalSeconds));
    }
}
