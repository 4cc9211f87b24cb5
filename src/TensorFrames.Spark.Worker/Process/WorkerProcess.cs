using System.Text;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>From the command line to an exit code.</summary>
internal static class WorkerProcess
{
    private const int Misuse = 64;
    private const int Failed = 1;

    internal static int Run(string[] arguments, Func<ITaskBody> body)
    {
        var environment = WorkerEnvironment.OfThisProcess;
        switch (CommandLine.Parse(arguments, environment))
        {
            case LaunchMode.Daemon:
                return Serve(() => new Daemon(environment, body()).Run());
            case LaunchMode.Simple:
                return Serve(() => new SimpleMode(environment, body()).Run());
            case LaunchMode.Version:
                Libc.WriteAll(1, Encoding.UTF8.GetBytes($"tensorframes-worker {WorkerVersion.Text}\n"));
                return 0;
            case LaunchMode.Script:
                return 0;
            default:
                Libc.WriteAll(1, Encoding.UTF8.GetBytes(CommandLine.Help + "\n"));
                return arguments is ["--help"] ? 0 : Misuse;
        }
    }

    private static int Serve(Func<int> run)
    {
        // One heap for all threads: freed tensors are found again whichever thread asks. Before there are any threads.
        _ = Libc.MallOpt(Libc.ArenaMax, 1);
        int code;
        try
        {
            code = run();
        }
        catch (Exception e)
        {
            // Spark puts standard error into its own message where a worker does not start.
            Log.Line(e.Message);
            code = Failed;
        }

        Libc.Exit(code);
        return code;
    }
}
