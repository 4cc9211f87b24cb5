using System.CommandLine;
using TensorFrames.Cli.Doctor;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes doctor</c>: which libtensorflow is used here, and why not the others. Fetches nothing.</summary>
internal static class DoctorCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var runtime = new RuntimeOptions();
        var command = new Command("doctor", "Show which libtensorflow is used here and why not another") { json };
        runtime.AddTo(command);
        CommandAction.Set(command, console, json, parsed =>
        {
            var search = runtime.Search(parsed, cancellationToken);
            using var facts = DoctorFacts.Find(search, path => runtime.Open(parsed, console, path));
            if (parsed.GetValue(json))
            {
                DoctorJson.Write(console.Out, facts);
            }
            else
            {
                DoctorText.Write(console, facts);
            }

            return facts.Error is null ? ExitCodes.Ok : ExitCodes.LoadOrPlan;
        });
        return command;
    }
}
