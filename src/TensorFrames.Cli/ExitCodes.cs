namespace TensorFrames.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;
    internal const int Usage = 1;
    internal const int LoadOrPlan = 2;
    internal const int ReadOrRun = 3;
    internal const int Interrupted = 130;
    internal const int Terminated = 143;

    internal static int Of(Exception error) => error switch
    {
        OperationCanceledException => Interrupted,
        UsageException => Usage,
        TensorFramesException { Stage: Stage.Load or Stage.Plan } => LoadOrPlan,
        _ => ReadOrRun,
    };
}
