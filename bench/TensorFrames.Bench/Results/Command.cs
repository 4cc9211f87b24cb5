using System.Diagnostics;

namespace TensorFrames.Bench.Results;

/// <summary>Other programs.</summary>
internal static class Command
{
    /// <summary>What it prints, and its errors after that.</summary>
    /// <exception cref="InvalidOperationException">It ends with another code than 0.</exception>
    internal static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output + error.Result : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
    }

    internal static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
