using System.CommandLine;
using TensorFrames.Cli.Output;

namespace TensorFrames.Cli.Commands;

/// <summary>Turns what a command throws into its report and exit code.</summary>
internal static class CommandAction
{
    internal static void Set(Command command, CliConsole console, Option<bool>? json, Func<ParseResult, int> action) =>
        command.SetAction(parsed =>
        {
            try
            {
                return action(parsed);
            }
            catch (Exception error)
            {
                return ErrorReport.Write(console, json is not null && parsed.GetValue(json), error);
            }
        });
}
