namespace TensorFrames.Tests.Packaging;

/// <summary>The examples on the engine of this process: each program in an empty folder prints what stands in the document.</summary>
public sealed class ExampleDocumentTests(Packages packages)
{
    [Theory]
    [InlineData("docs/photos.md")]
    [InlineData("docs/means.md")]
    [InlineData("docs/kmeans.md")]
    public async Task The_program_for_this_machine_prints_what_stands_there(string document)
    {
        var section = Document.Section(document, "On this machine");
        var folder = await Consumer.Create(packages, Path.GetFileNameWithoutExtension(document), Document.Blocks(section, "csharp").Single(), "TensorFrames", "TensorFrames.Files");
        ExampleFiles.Write(document, folder);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();

        // TensorFlow's own log follows.
        Assert.StartsWith(Document.Blocks(section, "text").Single(), (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok().Output, StringComparison.Ordinal);
    }
}
