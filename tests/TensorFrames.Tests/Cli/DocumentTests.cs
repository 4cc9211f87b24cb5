namespace TensorFrames.Tests.Cli;

/// <summary>docs/cli.md is true: its console blocks are run, and what they print is what stands there. Those marked spark are run on one, by TensorFrames.Spark.Tests.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly Workbench _bench = new();

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, ConsoleBlocks.Of("").Length)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task A_console_block_prints_what_stands_in_it(int number) => ConsoleBlocks.Run(ConsoleBlocks.Of("")[number], _bench);

    public void Dispose() => _bench.Dispose();
}
