using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Packaging;

namespace TensorFrames.Spark.Tests.Documents;

/// <summary>
/// What stands about Spark in docs/spark.md and the README is true: a program in an empty folder, with this checkout's
/// packages, does it and prints what stands there.
/// </summary>
[Collection(SparkRows.Spark43Local)]
public sealed class SparkDocumentTests(Packages packages)
{
    private const string Address = "sc://localhost:15002";

    [Fact]
    public Task The_guides_blocks_are_one_program_that_prints_what_stands_there() => RunsAsWritten("guide", Document.Text("docs/spark.md"));

    [Fact]
    public Task The_readmes_example_prints_what_stands_there() => RunsAsWritten("readme-spark", Document.Section("README.md", "On Spark"));

    private async Task RunsAsWritten(string name, string document)
    {
        var url = await SparkRows.Main.UrlAsync();
        var program = Blocks(document, "csharp");
        Assert.Contains(Address, program, StringComparison.Ordinal);
        var folder = await Consumer.Create(packages, name, program.Replace(Address, url, StringComparison.Ordinal), "TensorFrames", "TensorFrames.Files", "TensorFrames.Spark");
        Consumer.CopyDemo(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "sums.pb"), new GraphBuilder().Blocks("label", "Sum", DType.Int64).Bytes);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();
        Assert.Equal(Blocks(document, "text"), (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok().Output);
    }

    private static string Blocks(string document, string language) => string.Concat(Document.Blocks(document, language));
}
