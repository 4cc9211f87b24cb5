namespace TensorFrames.Tests.Packaging;

/// <summary>docs/photos.md on the engine of this process: from a Parquet file of photos to labels.</summary>
public sealed class PhotoDocumentTests(Packages packages)
{
    [Fact]
    public async Task The_program_for_this_machine_prints_what_stands_there()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var section = Document.Section("docs/photos.md", "On this machine");
        var folder = await Consumer.Create(packages, "photos", Document.Blocks(section, "csharp").Single(), "TensorFrames", "TensorFrames.Files");
        PhotoFiles.Copy(folder);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();
        Assert.StartsWith(Document.Blocks(section, "text").Single(), (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok().Output, StringComparison.Ordinal); // then TensorFlow's own log
    }
}
