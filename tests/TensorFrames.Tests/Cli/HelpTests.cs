namespace TensorFrames.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public void Help_lists_the_commands() =>
        Assert.All(["run", "inspect", "freeze", "demo", "doctor", "worker"], command => Assert.Contains($"\n  {command} ", CliRun.Run("--help").Ok().Out, StringComparison.Ordinal));

    [Theory]
    [InlineData("run", "--input", "--output", "--feed", "--fetch", "--keep", "--shape", "--binary", "--verb", "--batch-rows", "--parallel", "--partitions", "--null", "--widen", "--decimals-as-double", "--no-copy", "--compression", "--repeat", "--libtensorflow", "--tensorflow-log", "--json")]
    [InlineData("run", "--spark", "--spark-conf", "--ship-libtensorflow", "--executor-libtensorflow", "--installed-worker", "--input-format", "--input-option", "--output-format", "--output-option", "--output-mode", "--one-block", "--form", "--report")]
    [InlineData("run", "--signature", "--tags", "--checkpoint", "--allow-files")]
    [InlineData("freeze", "--output", "--signature", "--tags", "--checkpoint", "--allow-files", "--fetch", "--feed", "--json")]
    [InlineData("inspect", "--signature", "--tags", "--fetch", "--feed", "--json", "--libtensorflow", "--tensorflow-log")]
    [InlineData("demo", "--output", "--libtensorflow", "--tensorflow-log")]
    [InlineData("doctor", "--json", "--libtensorflow", "--tensorflow-log", "--spark", "--spark-conf", "--ship-libtensorflow", "--executor-libtensorflow", "--installed-worker")]
    [InlineData("worker pack", "--output")]
    public void Help_and_document_know_every_option(string command, params string[] options)
    {
        var (help, document) = (CliRun.Run([.. command.Split(' '), "--help"]).Ok().Out, File.ReadAllText(Path.Combine(Checkout.Root, "docs", "cli.md")));
        Assert.All(options, option => Assert.Contains(option, help, StringComparison.Ordinal));
        Assert.All(options, option => Assert.Contains("`" + option, document, StringComparison.Ordinal));
    }
}
