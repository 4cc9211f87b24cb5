namespace TensorFrames.Tests.Packaging;

/// <summary>The libraries as a program in an empty folder uses them.</summary>
public sealed class LibraryTests(Packages packages)
{
    [Theory]
    [InlineData(0, "397 rows; pixels: 101632 bytes borrowed, 0 copied\n")]
    [InlineData(1, "100\n")]
    public async Task The_readmes_examples_restore_them_in_an_empty_folder_and_run(int example, string prints)
    {
        var folder = await Consumer.Create(packages, $"readme-{example}", Readme(example), "TensorFrames", "TensorFrames.Files");
        Consumer.CopyDemo(folder);
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();
        var run = (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok();
        Assert.StartsWith(prints, run.Output, StringComparison.Ordinal);
        Assert.Equal(example == 0, File.Exists(Path.Combine(folder, "scored.parquet")));
    }

    [Fact(SkipUnless = nameof(Full), Skip = "takes minutes; TFN_FULL=1 runs it")]
    public async Task A_native_ahead_of_time_build_warns_of_nothing_and_runs()
    {
        var folder = await Consumer.Create(packages, "aot", Readme(1), "TensorFrames");
        Consumer.CopyDemo(folder);
        var publish = (await DotNetCommand.Run(
            folder, "publish", "-v:quiet", "-nologo", "-r", "linux-x64", "-o", "out", "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "-p:WarningsAsErrors=")).Ok();
        Assert.DoesNotContain("warning IL", publish.Output, StringComparison.Ordinal);
        Assert.StartsWith("100\n", (await DotNetCommand.Run(folder, Path.Combine(folder, "out", "app"), [])).Ok().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("win-x64")]
    public async Task For_another_platform_the_build_says_so_once_and_stops(string rid)
    {
        var folder = await Consumer.Create(packages, "app-" + rid, Readme(0), "TensorFrames", "TensorFrames.Files");
        var build = await DotNetCommand.Run(folder, "build", "-v:quiet", "-nologo", "-r", rid, "--no-self-contained", "-p:UseAppHost=false");
        Assert.NotEqual(0, build.ExitCode);
        string[] errors = [.. build.Output.Split('\n').Where(l => l.Contains("error ", StringComparison.Ordinal)).Select(l => l[l.IndexOf("error ", StringComparison.Ordinal)..]).Distinct(StringComparer.Ordinal)];
        Assert.StartsWith($"error TFN0003: TensorFrames.Net runs on Linux x64 with glibc; this app is built for '{rid}'. Fix:", Assert.Single(errors), StringComparison.Ordinal);
    }

    public static bool Full => FullRun.Asked;

    /// <summary>The README's C# blocks, in order.</summary>
    private static string Readme(int example) => Document.Blocks(Document.Text("README.md"), "csharp")[example];
}
