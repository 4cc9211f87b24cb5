using TensorFrames.Tests.Cli;

namespace TensorFrames.Tests.Packaging;

/// <summary>
/// A folder with a project that knows the packages by name only. They go into a cache of its own; what else it needs is
/// taken from the user's cache where it is there.
/// </summary>
internal static class Consumer
{
    internal static async Task<string> Create(Packages packages, string name, string program, params string[] references)
    {
        await packages.Folder;
        var folder = Directory.CreateDirectory(Path.Combine(packages.Root, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
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
                {string.Concat(references.Select(r => $"<PackageReference Include=\"{r}\" Version=\"{Packages.Version}\" />"))}
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>The demo's graph and table, which the documents' programs read.</summary>
    internal static void CopyDemo(string folder)
    {
        foreach (var file in new[] { "digits.pb", "digits.parquet" })
        {
            File.Copy(Path.Combine(Checkout.Root, "src", "TensorFrames.Cli", "Demo", file), Path.Combine(folder, file));
        }
    }

    private static string UserCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
