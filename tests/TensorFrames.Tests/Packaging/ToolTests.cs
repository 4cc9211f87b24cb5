namespace TensorFrames.Tests.Packaging;

/// <summary>The tool as a user installs it.</summary>
public sealed class ToolTests(Packages packages)
{
    [Fact]
    public async Task The_tool_is_installed_from_its_package_and_runs_the_demo_and_packs_a_worker_that_starts()
    {
        var source = await packages.Folder;
        var folder = Directory.CreateDirectory(Path.Combine(packages.Root, "tool")).FullName;
        (await DotNetCommand.Run(folder, "tool", "install", "TensorFrames.Cli", "--tool-path", folder, "--version", Packages.Version, "--source", source)).Ok();
        var demo = (await DotNetCommand.Run(folder, Path.Combine(folder, "tframes"), ["demo"])).Ok();
        Assert.Contains("accuracy 0.957 (380 of 397)", demo.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "digits-scored.parquet")));
        (await DotNetCommand.Run(folder, Path.Combine(folder, "tframes"), ["worker", "pack", "--output", "worker/"])).Ok();
        var worker = await DotNetCommand.Run(folder, Path.Combine(folder, "worker", "tensorframes-worker"), ["--version"]);
        Assert.StartsWith("tensorframes-worker ", worker.Ok().Output, StringComparison.Ordinal);
    }
}
