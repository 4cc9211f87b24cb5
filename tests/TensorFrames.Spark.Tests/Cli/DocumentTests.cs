using TensorFrames.Tests.Cli;

namespace TensorFrames.Spark.Tests.Cli;

/// <summary>docs/cli.md is true: its blocks marked spark are run on one, and what they print is what stands there.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class DocumentTests : IDisposable
{
    private const string Marked = " spark";
    private readonly Workbench _bench = new();

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, ConsoleBlocks.Of(Marked).Length)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_console_block_prints_what_stands_in_it(int number)
    {
        var url = await SparkRows.Main.UrlAsync();
        await ConsoleBlocks.Run(ConsoleBlocks.Of(Marked)[number], _bench, command => command.Replace("sc://localhost:15002", $"'{url}'", StringComparison.Ordinal));
    }

    public void Dispose() => _bench.Dispose();
}
