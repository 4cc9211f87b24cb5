using TensorFrames.Tests.Cli;
using TensorFrames.Tests.Packaging;

[assembly: AssemblyFixture(typeof(Packages))]

namespace TensorFrames.Tests.Packaging;

/// <summary>This checkout's packages, packed once from the build that these tests belong to, into a folder of their own.</summary>
public sealed class Packages : IDisposable
{
    internal const string Version = "0.1.0-test";
    private static readonly string[] Projects = ["TensorFrames.Interop", "TensorFrames", "TensorFrames.Ops", "TensorFrames.Files", "TensorFrames.Spark", "TensorFrames.Cli", "TensorFrames.TensorFlowNet"];
    private readonly Lazy<Task<string>> _packed;

    public Packages() => _packed = new(() =>
    {
        File.WriteAllText(
            Path.Combine(Root, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{Path.Combine(Root, "packages")}" /></packageSources></configuration>""");
        return Pack("packages");
    });

    internal string Root { get; } = Directory.CreateTempSubdirectory("tfn-pack-").FullName;

    /// <summary>The folder with the packages; a source that a nuget.config in <see cref="Root"/> names beside the user's own.</summary>
    internal Task<string> Folder => _packed.Value;

    /// <summary>Packs into another folder below the root.</summary>
    internal async Task<string> Pack(string name)
    {
        var (output, project) = (Path.Combine(Root, name), Path.Combine(Root, name + ".proj"));
        await File.WriteAllTextAsync(
            project,
            $"""
            <Project DefaultTargets="Pack">
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', Projects.Select(p => Path.Combine(Checkout.Root, "src", p, p + ".csproj")))}" Targets="Pack" BuildInParallel="true"
                         Properties="NoBuild=true;Configuration={Configuration};Version={Version};PackageOutputPath={output}" />
              </Target>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        (await DotNetCommand.Run(Root, "msbuild", project, "-nologo", "-v:quiet")).Ok();
        return output;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>bin/CONFIGURATION/net10.0 is where these tests run.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
