using System.CommandLine;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Spark;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes worker pack</c>: the executors' worker as a file, for clusters that want it installed.</summary>
internal static class WorkerCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken) =>
        new("worker", "The worker that Spark's executors run") { Pack(console, cancellationToken) };

    private static Command Pack(CliConsole console, CancellationToken cancellationToken)
    {
        var output = new Option<string>("--output", "-o") { Required = true, Description = "An archive (.tar.gz, .tgz), or a folder", HelpName = "path" };
        var command = new Command("pack", "Write the worker as an archive, or into a folder, to install it on every executor") { output };
        CommandAction.Set(command, console, null, parsed =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            console.Out.WriteLine(WorkerPack.Write(GivenPath.Check(output.Name, parsed.GetRequiredValue(output))));
            console.Out.Flush();
            return ExitCodes.Ok;
        });
        return command;
    }
}
