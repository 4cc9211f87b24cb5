using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Cli;

/// <summary>tframes as a process of its own.</summary>
internal static partial class CliChild
{
    /// <summary>The dotnet that runs these tests.</summary>
    internal static string DotNet { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    /// <summary>Where it was built, with all it needs: a test's own folder leaves out what the test's frameworks bring.</summary>
    internal static string Tool { get; } = Path.Combine(
        Checkout.Root, "src", "TensorFrames.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "tframes.dll");

    internal static Process Start(string folder, params string[] args) => Start(folder, new Dictionary<string, string?>(StringComparer.Ordinal), args);

    internal static Process Start(string folder, Dictionary<string, string?> variables, params string[] args)
    {
        // What runs in the background (nohup, a CI) is started deaf to Ctrl-C, and would hand that on.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", DotNet, Tool, .. args])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Sends it a signal: INT, TERM.</summary>
    internal static async Task SignalAsync(this Process child, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{child.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Feeds it, reads all it says and waits for its end.</summary>
    internal static async Task<ChildResult> End(this Process child, byte[]? input = null)
    {
        using (child)
        {
            var stop = TestContext.Current.CancellationToken;
            var (output, error) = (new MemoryStream(), child.StandardError.ReadToEndAsync(stop));
            var copied = child.StandardOutput.BaseStream.CopyToAsync(output, stop);
            try
            {
                await child.StandardInput.BaseStream.WriteAsync(input ?? [], stop);
                child.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading all of it.
            }

            await copied;
            var said = await error;
            await child.WaitForExitAsync(stop);
            return new(child.ExitCode, output.ToArray(), said);
        }
    }

    /// <summary>What was said but progress, which comes where a machine is slow.</summary>
    internal static string WithoutProgress(this string said) => Progress().Replace(said, "");

    [GeneratedRegex(@"^run: [\d,]+( of [\d,]+)? rows\n|^sending to Spark: .*\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Progress();
}

internal sealed record ChildResult(int ExitCode, byte[] Bytes, string Error)
{
    internal string Out => System.Text.Encoding.UTF8.GetString(Bytes);
}
