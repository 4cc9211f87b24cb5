using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Cli;

/// <summary>docs/cli.md is true: its console blocks are run, and what they print is what stands there.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private readonly Workbench _bench = new();

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Console().Length)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_console_block_prints_what_stands_in_it(int number)
    {
        var block = Console()[number];
        foreach (var name in new[] { "digits.pb", "digits.parquet" })
        {
            File.Copy(Path.Combine(Checkout.Root, "src", "TensorFrames.Cli", "Demo", name), _bench.At(name));
        }

        var said = await Shell([.. block.Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..])]);
        string[] wanted = [.. block.Where(l => !l.StartsWith("$ ", StringComparison.Ordinal))];
        // A place may have several candidates, and any may be the one taken; the document shows each place once.
        string[] lines = [.. Places().Replace(said.Replace("→ ", "  ", StringComparison.Ordinal), "").TrimEnd('\n').Split('\n')];
        Assert.True(wanted.Length == lines.Length, $"{wanted.Length} lines wanted, came:\n{said}");
        Assert.All(wanted.Zip(lines), pair => Assert.Matches(Pattern(pair.First), Numbers(pair.Second)));
    }

    public void Dispose() => _bench.Dispose();

    private static string[][] Console() => [.. Block().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "cli.md")))
        .Select(m => m.Groups["lines"].Value.TrimEnd('\n').Split('\n'))];

    private async Task<string> Shell(string[] commands)
    {
        var script = $"exec 2>&1\ntframes() {{ '{CliChild.DotNet}' '{CliChild.Tool}' \"$@\"; }}\n{string.Join('\n', commands)}\n";
        var start = new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false, WorkingDirectory = _bench.Folder, RedirectStandardOutput = true };
        start.Environment["TENSORFRAMES_LIBTENSORFLOW"] = TestRuntimes.LibraryPath(TestRuntimes.Old);
        using var shell = Process.Start(start)!;
        var said = (await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).WithoutProgress();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;
    }

    private static string Pattern(string line) => "^" + Regex.Escape(Numbers(line)).Replace("…", ".*", StringComparison.Ordinal) + "$";

    // Times are never the same twice; everything else in these lines is.
    private static string Numbers(string line) => Times().Replace(line, "#").TrimEnd();

    [GeneratedRegex(@"^```console\n(?<lines>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\d,]+(?= rows a second)|\d+\.\d{3}(?= s\b)|(?<=""seconds"":\[)[\d.,]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<=\n.  cache  .*\n)(?:.  cache  .*\n)+|(?<=\n.  \.\./shared of a checkout  .*\n)(?:.  \.\./shared of a checkout  .*\n)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();
}
