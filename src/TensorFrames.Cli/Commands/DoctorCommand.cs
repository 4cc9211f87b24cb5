using System.CommandLine;
using TensorFrames.Cli.Doctor;
using TensorFrames.Cli.Progress;
using TensorFrames.Cli.Spark;

namespace TensorFrames.Cli.Commands;

/// <summary><c>tframes doctor</c>: which libtensorflow is used here, and why not the others; with <c>--spark</c>, whether a cluster can run graphs. Fetches nothing.</summary>
internal static class DoctorCommand
{
    internal static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output" };
        var (runtime, sparkOptions) = (new RuntimeOptions(), new SparkOptions());
        var command = new Command("doctor", "Show which libtensorflow is used here and why not another; with --spark, check a cluster") { json };
        runtime.AddTo(command);
        sparkOptions.AddTo(command);
        CommandAction.Set(command, console, json, parsed =>
        {
            var target = sparkOptions.Read(parsed);
            var search = runtime.Search(parsed, cancellationToken);
            using var facts = DoctorFacts.Find(search, path => runtime.Open(parsed, console, path));
            if (target is not null)
            {
                return OnSpark(console, parsed.GetValue(json), target, facts, cancellationToken);
            }

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

    private static int OnSpark(CliConsole console, bool json, SparkTarget target, DoctorFacts driver, CancellationToken cancellationToken)
    {
        IReadOnlyList<Check> checks;
        using (var display = ProgressDisplay.For(console))
        {
            checks = new SparkDoctor(target, driver, display).RunAsync(cancellationToken).GetAwaiter().GetResult();
        }

        if (json)
        {
            SparkDoctorReport.WriteJson(console.Out, checks);
        }
        else
        {
            SparkDoctorReport.WriteText(console.Out, checks);
        }

        return checks.All(c => c.Passed) ? ExitCodes.Ok : ExitCodes.LoadOrPlan;
    }
}
