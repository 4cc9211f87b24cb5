using System.IO.Compression;
using TensorFrames.Tests.Models;

namespace TensorFrames.Tests.Packaging;

/// <summary>TensorFrames.TensorFlowNet as a project with TensorFlow.NET, here the stand-in, refers to it.</summary>
public sealed class TensorFlowNetPackageTests(Packages packages)
{
    [Fact]
    public async Task It_is_source_and_brings_no_assembly()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(await packages.Folder, $"TensorFrames.TensorFlowNet.{Packages.Version}.nupkg"));
        Assert.Contains(zip.Entries, e => e.FullName == "contentFiles/cs/any/TensorFrames.TensorFlowNet/TensorFramesGraphs.cs");
        Assert.DoesNotContain(zip.Entries, e => e.FullName.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_documents_program_compiles_it_inside_itself_and_runs()
    {
        var section = Document.Section("docs/models.md", "Of TensorFlow.NET");
        var folder = await Consumer.Create(packages, "tensorflow-net", Document.Blocks(section, "csharp").First(), "TensorFrames.TensorFlowNet");
        await File.WriteAllBytesAsync(Path.Combine(folder, "linear.pb"), ModelNodes.Linear.Bytes, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Directory.Build.props"),
            $"""<Project><ItemGroup><Reference Include="{Path.Combine(AppContext.BaseDirectory, "TensorFlowNet.StandIn.dll")}" /></ItemGroup></Project>""",
            TestContext.Current.CancellationToken);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-warnaserror", "-o", "out")).Ok();
        Assert.Contains(Document.Blocks(section, "text").Single(), (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok().Output, StringComparison.Ordinal);
    }
}
