namespace TensorFrames.Tests.Packaging;

/// <summary>The examples on the engine of this process: each program in an empty folder prints what stands in the document.</summary>
public sealed class ExampleDocumentTests(Packages packages)
{
    [Theory]
    [InlineData("docs/photos.md")]
    [InlineData("docs/means.md")]
    [InlineData("docs/kmeans.md")]
    public Task The_program_for_this_machine_prints_what_stands_there(string document) => RunsAsWritten(document, Document.Section(document, "On this machine"));

    [Theory]
    [InlineData("docs/graphs.md", "Graphs written in C#")]
    [InlineData("docs/models.md", "In C#")]
    public Task A_guides_blocks_are_one_program_that_prints_what_stands_there(string document, string section) => RunsAsWritten(document, Document.Section(document, section));

    private async Task RunsAsWritten(string document, string text)
    {
        var program = string.Concat(Document.Blocks(text, "csharp"));
        var folder = await Consumer.Create(packages, Path.GetFileNameWithoutExtension(document), program, "TensorFrames", "TensorFrames.Files");
        ExampleFiles.Write(document, folder);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();

        // TensorFlow's own log follows.
        Assert.StartsWith(string.Concat(Document.Blocks(text, "text")), (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok().Output, StringComparison.Ordinal);
    }
}
