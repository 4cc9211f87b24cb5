using System.Text.Json;
using TensorFrames.Cli;

namespace TensorFrames.Tests.Cli;

/// <summary>One command, run inside this process: fast, and with everything but signals and streams as in its own.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>The one object on standard output.</summary>
    internal JsonElement Json => JsonDocument.Parse(Out).RootElement;

    internal JsonElement JsonError => Json.GetProperty("error");

    internal string Stage => JsonError.GetProperty("stage").GetString()!;

    internal string Message => JsonError.GetProperty("message").GetString()!;

    internal static CliRun On(Runtime tf, params string[] args) => Run([.. args, "--libtensorflow", tf.LibraryPath]);

    internal static CliRun Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(args, new CliConsole(output, error), TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Itself, if it went well.</summary>
    internal CliRun Ok()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Out}\n{Error}");
        return this;
    }

    /// <summary>Asserts how it failed, with --json: exit code, stage, and words of the message.</summary>
    internal CliRun Fails(int code, string stage, params string[] words)
    {
        Assert.Equal((code, stage), (ExitCode, Stage));
        Assert.All(words, word => Assert.Contains(word, Message, StringComparison.Ordinal));
        return this;
    }
}
