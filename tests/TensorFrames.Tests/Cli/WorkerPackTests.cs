using System.Formats.Tar;
using System.IO.Compression;

namespace TensorFrames.Tests.Cli;

/// <summary><c>tframes worker pack</c>: the executors' worker as a file.</summary>
public sealed class WorkerPackTests : IDisposable
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly Workbench _bench = new();

    [Theory]
    [InlineData("worker.tar.gz")]
    [InlineData("worker.tgz")]
    public void An_archive_holds_the_worker_with_its_execute_bits(string name)
    {
        Assert.Contains("--installed-worker", CliRun.Run("worker", "pack", "--output", _bench.At(name)).Ok().Out, StringComparison.Ordinal);
        using var tar = new TarReader(new GZipStream(File.OpenRead(_bench.At(name)), CompressionMode.Decompress));
        var entry = tar.GetNextEntry(copyData: true)!;
        Assert.Equal(("tensorframes-worker", Execute), (entry.Name, entry.Mode & Execute));
        entry.ExtractToFile(_bench.At("unpacked"), overwrite: false);
        Assert.True(Built.AsSpan().SequenceEqual(File.ReadAllBytes(_bench.At("unpacked"))));
        Assert.Null(tar.GetNextEntry());
        Assert.Equal(["unpacked", name], _bench.Names);
    }

    [Theory]
    [InlineData("opt/tensorframes/")]
    [InlineData("plain")]
    public void A_folder_gets_the_worker_as_it_is_installed(string folder)
    {
        _ = CliRun.Run("worker", "pack", "-o", _bench.At(folder)).Ok();
        var again = CliRun.Run("worker", "pack", "-o", _bench.At(folder)).Ok().Out;
        var worker = Path.Combine(_bench.At(folder), "tensorframes-worker");
        Assert.Contains($"--installed-worker {worker}", again, StringComparison.Ordinal);
        Assert.Equal(Execute, File.GetUnixFileMode(worker) & Execute);
        Assert.True(Built.AsSpan().SequenceEqual(File.ReadAllBytes(worker)));
        Assert.Equal(["tensorframes-worker"], Directory.EnumerateFileSystemEntries(_bench.At(folder)).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(1, "tframes: --output worker.zip: it is neither an archive nor a folder. Fix: .tar.gz", "worker.zip")]
    [InlineData(1, "tframes: --output: the path is empty", "")]
    [InlineData(3, "tframes: Output '/proc/none/worker.tar.gz' cannot be written", "/proc/none/worker.tar.gz")]
    public void What_cannot_be_written_says_why(int code, string words, string output)
    {
        var run = CliRun.Run("worker", "pack", "--output", output);
        Assert.Equal(code, run.ExitCode);
        Assert.StartsWith(words, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static byte[] Built => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "tensorframes-worker"));
}
