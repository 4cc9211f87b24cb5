using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TensorFrames.Cli.Commands;
using TensorFrames.Cli.Output;

namespace TensorFrames.Cli;

/// <summary>The commands, from arguments to exit code.</summary>
internal static class CommandLine
{
    internal static int Run(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Run a TensorFlow graph over a table: Parquet, Arrow, CSV in; Parquet, Arrow out; here or on Spark.")
        {
            RunCommand.Create(console, cancellationToken),
            InspectCommand.Create(console, cancellationToken),
            FreezeCommand.Create(console),
            AnalyzeCommand.Create(console, cancellationToken),
            DemoCommand.Create(console, cancellationToken),
            DoctorCommand.Create(console, cancellationToken),
            WorkerCommand.Create(console, cancellationToken),
        };
        // A column may well be called '@x', which the parser would take for a file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return ErrorReport.Write(console, WantsJson(args), Usage(parsed));
        }

        // Signals are this program's business, and so are exceptions.
        return parsed.Invoke(new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        });
    }

    private static bool WantsJson(string[] args) => args.Contains("--json", StringComparer.Ordinal);

    private static UsageException Usage(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "tframes" : "tframes " + Path(command);
        return new($"{string.Join(" ", parsed.Errors.Select(Text).Distinct(StringComparer.Ordinal))} See '{name} --help'.");
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{Path(parent)} {command.Name}" : command.Name;

    // One line, with the option that the parser's own words may leave out.
    private static string Text(ParseError error)
    {
        var text = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // The parser speaks of .NET's types; every option that it converts itself is a whole number.
        if (error.SymbolResult is OptionResult { Option: Option<int> or Option<int?>, Tokens: [{ Value: var value }] } number && text.Contains("System.", StringComparison.Ordinal))
        {
            return $"{number.Option.Name} {value}: it must be a whole number up to {int.MaxValue}.";
        }

        return error.SymbolResult is OptionResult { Option.Name: var name } && !text.Contains(name, StringComparison.Ordinal) ? $"{name}: {text}" : text;
    }
}
