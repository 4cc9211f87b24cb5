using System.Diagnostics;
using TensorFrames.Tests.Cli;

namespace TensorFrames.Tests.Packaging;

/// <summary>The dotnet command of a person with an empty folder: nothing of this build or test run shows through.</summary>
internal static class DotNetCommand
{
    internal sealed record Result(int ExitCode, string Output)
    {
        internal Result Ok()
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}");
            return this;
        }
    }

    internal static Task<Result> Run(string folder, params string[] args) => Run(folder, CliChild.DotNet, args);

    internal static async Task<Result> Run(string folder, string command, string[] args)
    {
        var start = new ProcessStartInfo(command, args) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || n is "CI" or "TESTINGPLATFORM_UI_LANGUAGE").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(CliChild.DotNet);
        start.Environment["TENSORFRAMES_LIBTENSORFLOW"] = TestRuntimes.LibraryPath(TestRuntimes.Old);
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return new(process.ExitCode, await output + await error);
    }
}
