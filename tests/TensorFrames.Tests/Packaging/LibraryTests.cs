using TensorFrames.Tests.Cli;

namespace TensorFrames.Tests.Packaging;

/// <summary>The libraries as a program in an empty folder uses them.</summary>
public sealed class LibraryTests(Packages packages)
{
    private const string Program =
        """
        using TensorFrames;
        using TensorFrames.Files;

        using var graph = Graph.Load("graph.pb");
        Console.WriteLine($"{FrameFiles.Open("in.parquet").MapBlocks(graph, "y").Write("out.parquet")} rows on {graph.Runtime.Version}");
        """;

    [Fact]
    public async Task A_program_in_an_empty_folder_restores_them_and_runs_a_graph()
    {
        var folder = await Consumer("app");
        File.WriteAllBytes(Path.Combine(folder, "graph.pb"), CliGraphs.AddThree);
        using var bench = new Bench();
        File.Copy(bench.Numbers("in.parquet", 100), Path.Combine(folder, "in.parquet"));
        (await DotNetCommand.Run(folder, "build", "-v:quiet", "-o", "out")).Ok();
        var run = (await DotNetCommand.Run(folder, Path.Combine("out", "app.dll"))).Ok();
        Assert.StartsWith("100 rows on 1.15.0\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(3, 100).Select(i => (object)(double)i), Bench.Column(Path.Combine(folder, "out.parquet"), "y"));
    }

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("win-x64")]
    public async Task For_another_platform_the_build_says_so_once_and_stops(string rid)
    {
        var folder = await Consumer("app-" + rid);
        var build = await DotNetCommand.Run(folder, "build", "-v:quiet", "-nologo", "-r", rid, "--no-self-contained", "-p:UseAppHost=false");
        Assert.NotEqual(0, build.ExitCode);
        string[] errors = [.. build.Output.Split('\n').Where(l => l.Contains("error ", StringComparison.Ordinal)).Select(l => l[l.IndexOf("error ", StringComparison.Ordinal)..]).Distinct(StringComparer.Ordinal)];
        Assert.StartsWith($"error TFN0001: TensorFrames.Net runs on Linux x64 with glibc; this app is built for '{rid}'. Fix:", Assert.Single(errors), StringComparison.Ordinal);
    }

    /// <summary>
    /// A folder with a project that knows the packages by name only. They go into a cache of its own; what else it needs
    /// is taken from the user's cache where it is there.
    /// </summary>
    private async Task<string> Consumer(string name)
    {
        await packages.Folder;
        var folder = Directory.CreateDirectory(Path.Combine(packages.Root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(
            Path.Combine(folder, "app.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AssemblyName>app</AssemblyName>
                <RestorePackagesPath>{Path.Combine(packages.Root, "cache")}</RestorePackagesPath>
                <RestoreFallbackFolders>{UserCache}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TensorFrames" Version="{Packages.Version}" />
                <PackageReference Include="TensorFrames.Files" Version="{Packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    private static string UserCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
