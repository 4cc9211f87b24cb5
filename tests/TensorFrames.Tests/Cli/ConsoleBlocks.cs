using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Cli;

/// <summary>The console blocks of docs/cli.md: what is typed and what it prints.</summary>
internal static partial class ConsoleBlocks
{
    /// <summary>The blocks that begin with three backquotes and these words.</summary>
    internal static string[][] Of(string words) => [.. Block().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "cli.md")))
        .Where(m => m.Groups["words"].Value == words)
        .Select(m => m.Groups["lines"].Value.TrimEnd('\n').Split('\n'))];

    /// <summary>Runs a block in a folder with the demo's data, and asserts that it prints what stands in it.</summary>
    internal static async Task Run(string[] block, Workbench bench, Func<string, string>? command = null)
    {
        foreach (var name in new[] { "digits.pb", "digits.parquet" })
        {
            File.Copy(Path.Combine(Checkout.Root, "src", "TensorFrames.Cli", "Demo", name), bench.At(name));
        }

        var said = await Shell(bench, [.. block.Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..]).Select(command ?? (l => l))]);
        string[] wanted = [.. block.Where(l => !l.StartsWith("$ ", StringComparison.Ordinal))];
        // A place may have several candidates, and any may be the one taken; the document shows each place once.
        string[] lines = [.. Places().Replace(said.Replace("→ ", "  ", StringComparison.Ordinal), "").TrimEnd('\n').Split('\n')];
        Assert.True(wanted.Length == lines.Length, $"{wanted.Length} lines wanted, came:\n{said}");
        Assert.All(wanted.Zip(lines), pair => Assert.Matches(Pattern(pair.First), Numbers(pair.Second)));
    }

    private static async Task<string> Shell(Workbench bench, string[] commands)
    {
        var script = $"exec 2>&1\ntframes() {{ '{CliChild.DotNet}' '{CliChild.Tool}' \"$@\"; }}\n{string.Join('\n', commands)}\n";
        var start = new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false, WorkingDirectory = bench.Folder, RedirectStandardOutput = true };
        start.Environment["TENSORFRAMES_LIBTENSORFLOW"] = TestRuntimes.LibraryPath(TestRuntimes.Old);
        using var shell = Process.Start(start)!;
        var said = (await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).WithoutProgress();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;
    }

    private static string Pattern(string line) => "^" + Regex.Escape(Numbers(line)).Replace("…", ".*", StringComparison.Ordinal) + "$";

    // Times are never the same twice; everything else in these lines is.
    private static string Numbers(string line) => Times().Replace(line, "#").TrimEnd();

    [GeneratedRegex(@"^```console(?<words>.*)\n(?<lines>(.*\n)*?)^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\d,]+(?= rows a second)|\d+\.\d{3}(?= s\b)|(?<=""seconds"":\[)[\d.,]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<=\n.  cache  .*\n)(?:.  cache  .*\n)+|(?<=\n.  \.\./shared of a checkout  .*\n)(?:.  \.\./shared of a checkout  .*\n)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();
}
