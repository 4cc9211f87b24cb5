namespace TensorFrames.Cli.Progress;

/// <summary>Shows a fetch of libtensorflow.</summary>
internal sealed class FetchReporter(ProgressDisplay display) : IProgress<FetchProgress>
{
    public void Report(FetchProgress value) => display.Report(
        new($"{Verb(value.Step)} {value.What}", value.Bytes, value.TotalBytes > 0 ? value.TotalBytes : null, ProgressUnit.Bytes));

    private static string Verb(FetchStep step) => step switch
    {
        FetchStep.Waiting => "waiting for another process to fetch",
        FetchStep.Downloading => "downloading",
        FetchStep.Unpacking => "unpacking",
        _ => "fetched",
    };
}
