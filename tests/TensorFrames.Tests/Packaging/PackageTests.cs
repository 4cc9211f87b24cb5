using System.IO.Compression;

namespace TensorFrames.Tests.Packaging;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests(Packages packages)
{
    [Fact]
    public async Task Packing_the_same_build_twice_gives_the_same_bytes()
    {
        var (first, second) = (await packages.Folder, await packages.Pack("again"));
        string[] names = [.. Directory.EnumerateFiles(first).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["TensorFrames.0.1.0-test.nupkg", "TensorFrames.Cli.0.1.0-test.nupkg", "TensorFrames.Files.0.1.0-test.nupkg", "TensorFrames.Interop.0.1.0-test.nupkg", "TensorFrames.Ops.0.1.0-test.nupkg", "TensorFrames.Spark.0.1.0-test.nupkg", "TensorFrames.TensorFlowNet.0.1.0-test.nupkg"], names);
        Assert.All(names, n => Assert.True(File.ReadAllBytes(Path.Combine(first, n)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, n))), n));
    }

    [Fact]
    public async Task The_shim_lies_where_NuGet_looks_for_native_libraries() =>
        Assert.Contains("runtimes/linux-x64/native/libtfn.so", await Entries("TensorFrames.Interop"));

    [Fact]
    public async Task The_worker_lies_where_NuGet_looks_for_native_files_and_in_the_tool()
    {
        Assert.Contains("runtimes/linux-x64/native/tensorframes-worker", await Entries("TensorFrames.Spark"));
        Assert.Contains(await Entries("TensorFrames.Cli"), e => e.EndsWith("/tensorframes-worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tool_brings_native_libraries_for_Linux_x64_only()
    {
        var entries = await Entries("TensorFrames.Cli");
        Assert.Contains(entries, e => e.EndsWith("/libtfn.so", StringComparison.Ordinal));
        Assert.Equal(["linux-x64"], entries.Where(e => e.Contains("/runtimes/", StringComparison.Ordinal)).Select(e => e.Split('/')[4]).Distinct(StringComparer.Ordinal));
    }

    private async Task<string[]> Entries(string package)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(await packages.Folder, $"{package}.{Packages.Version}.nupkg"));
        return [.. zip.Entries.Select(e => e.FullName)];
    }
}
