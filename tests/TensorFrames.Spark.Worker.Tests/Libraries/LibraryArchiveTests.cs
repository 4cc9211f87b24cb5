using System.Formats.Tar;
using System.IO.Compression;
using TensorFrames.Locating;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Libraries;

/// <summary>Archives of libtensorflow among a session's files: unpacked once a node, and only what their names say.</summary>
public sealed class LibraryArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-archive-").FullName;

    private Surroundings Around => new() { Variable = name => name == "XDG_CACHE_HOME" ? Path.Combine(_folder, "cache") : null };

    [Fact]
    public void An_archive_is_unpacked_once_however_many_ask()
    {
        var name = Archive.Write(_folder, ("lib/libtensorflow.so", new byte[1 << 20]));
        var paths = new string[8];
        var threads = paths.Select((_, i) => new Thread(() => paths[i] = Unpack(name))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.EndsWith("/lib/libtensorflow.so", Assert.Single(paths.Distinct()), StringComparison.Ordinal);
        var written = File.GetLastWriteTimeUtc(paths[0]);
        File.Delete(Path.Combine(_folder, name));
        Assert.Equal(paths[0], Unpack(name));
        Assert.Equal(written, File.GetLastWriteTimeUtc(paths[0]));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(_folder, "cache", "tensorframes-net", "shipped")));
    }

    [Fact]
    public void A_broken_archive_is_refused_and_leaves_nothing()
    {
        var name = Archive.Write(_folder, ("lib/libtensorflow.so", new byte[1 << 20]));
        var whole = File.ReadAllBytes(Path.Combine(_folder, name));
        File.WriteAllBytes(Path.Combine(_folder, name), whole[..(whole.Length / 2)]);
        Refused(name);
        whole[^9] ^= 1;
        File.WriteAllBytes(Path.Combine(_folder, name), whole);
        Refused(name);
        File.WriteAllBytes(Path.Combine(_folder, name), [1, 2, 3]);
        Refused(name);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_folder, "cache", "tensorframes-net", "shipped")));
    }

    [Fact]
    public void An_archive_with_another_content_than_its_name_says_is_refused()
    {
        var name = Archive.Write(_folder, ("lib/libtensorflow.so", [1]));
        var other = Archive.Write(_folder, ("lib/libtensorflow.so", [2]));
        File.Copy(Path.Combine(_folder, other), Path.Combine(_folder, name), overwrite: true);
        Refused(name, "SHA-256");
    }

    [Fact]
    public void A_missing_archive_an_odd_name_and_one_without_a_library_are_told()
    {
        Refused($"libtensorflow-{new string('a', 64)}.tar.gz", "not among the session's files");
        Refused("libtensorflow.tar.gz", "its name does not end in the SHA-256");
        Refused($"../libtensorflow-{new string('a', 64)}.tar.gz", "its name does not end in the SHA-256");
        Refused(Archive.Write(_folder, ("lib/readme", [1])), "holds no libtensorflow.so");
    }

    [Fact]
    public void Nothing_is_written_outside_the_cache()
    {
        Refused(Archive.Write(_folder, ("lib/libtensorflow.so", [1]), ("../../escaped", [1])), "leads out of it");
        var link = new UstarTarEntry(TarEntryType.SymbolicLink, "lib/libtensorflow.so") { LinkName = "/etc/passwd" };
        Refused(Archive.Write(_folder, CompressionLevel.Fastest, [link]), "leads out of it");
        Assert.Empty(Directory.EnumerateFiles(_folder, "escaped", SearchOption.AllDirectories));
    }

    [Fact]
    public void Where_no_home_can_be_written_to_Sparks_scratch_folder_is_used()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var around = new Surroundings
        {
            Variable = name => name switch
            {
                "XDG_CACHE_HOME" => Path.Combine(_folder, "file"),
                "SPARK_LOCAL_DIRS" => $"{Path.Combine(_folder, "file")},{Path.Combine(_folder, "scratch")}",
                _ => null,
            },
        };
        Assert.Equal(Path.Combine(_folder, "scratch", "tensorframes-net", "shipped"), NodeCache.Folder(around));
    }

    [Fact]
    public void A_shared_folder_that_others_can_write_to_is_passed_over()
    {
        var (open, next) = (Path.Combine(_folder, "open", "tensorframes-net"), Path.Combine(_folder, "next"));
        Directory.CreateDirectory(open);
        File.SetUnixFileMode(open, (UnixFileMode)0x1FF);
        Assert.Equal(Path.Combine(next, "tensorframes-net", "shipped"), NodeCache.Folder(Shared(Path.Combine(_folder, "open"), next)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(next, "tensorframes-net")));
    }

    [Fact]
    public void A_shared_folder_that_is_a_link_or_anothers_is_passed_over()
    {
        var next = Path.Combine(_folder, "next");
        Directory.CreateDirectory(Path.Combine(_folder, "linked"));
        Directory.CreateDirectory(Path.Combine(_folder, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked", "tensorframes-net"), Path.Combine(_folder, "elsewhere"));
        Assert.Equal(Path.Combine(next, "tensorframes-net", "shipped"), NodeCache.Folder(Shared(Path.Combine(_folder, "linked"), next)));
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder away");
        var anothers = Directory.CreateDirectory(Path.Combine(_folder, "anothers", "tensorframes-net")).FullName;
        using (var chown = System.Diagnostics.Process.Start("chown", ["12345", anothers]))
        {
            chown.WaitForExit();
        }

        Assert.Equal("it belongs to another user, 12345", PrivateFolder.Problem(anothers));
        Assert.Equal(Path.Combine(next, "tensorframes-net", "shipped"), NodeCache.Folder(Shared(Path.Combine(_folder, "anothers"), next)));
    }

    [Fact]
    public void Groups_are_spilled_to_the_first_of_Sparks_folders_that_is_there()
    {
        Assert.Equal(_folder, ScratchFolders.First(Shared("relative", Path.Combine(_folder, "gone"), _folder, Path.GetTempPath())));
        Assert.Null(ScratchFolders.First(Shared()));
    }

    [Fact]
    public void A_cancelled_task_neither_unpacks_nor_waits_for_one_that_does()
    {
        var name = Archive.Write(_folder, ("lib/libtensorflow.so", new byte[1 << 20]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new LibraryArchive(_folder, name, Around).Unpack(cancelled.Token));
        var cache = Path.Combine(_folder, "cache", "tensorframes-net", "shipped");
        Assert.Empty(Directory.EnumerateDirectories(cache));
        using (FileLock.TryTake(CacheEntry.Of(cache, name[^71..^7]).LockFile))
        {
            using var later = new CancellationTokenSource(100);
            Assert.ThrowsAny<OperationCanceledException>(() => new LibraryArchive(_folder, name, Around).Unpack(later.Token));
        }

        Assert.EndsWith("libtensorflow.so", Unpack(name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_task_does_not_wait_for_what_another_thread_makes()
    {
        var table = new OnceTable<object>();
        using var making = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        var maker = new Thread(() => table.Get("x", () =>
        {
            making.Set();
            cancelled.Token.WaitHandle.WaitOne();
            Thread.Sleep(200);
            return making;
        }, CancellationToken.None));
        maker.Start();
        making.Wait(TestContext.Current.CancellationToken);
        cancelled.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => table.Get("x", () => new object(), cancelled.Token));
        maker.Join();
        Assert.Same(making, table.Get("x", () => new object(), CancellationToken.None));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Unpack(string name) => new LibraryArchive(_folder, name, Around).Unpack(CancellationToken.None);

    private static Surroundings Shared(params string[] folders) => new()
    {
        Variable = name => name switch
        {
            "XDG_CACHE_HOME" => "/proc/no-such-place",
            "SPARK_LOCAL_DIRS" => string.Join(',', folders),
            _ => null,
        },
    };

    private void Refused(string name, string why = "")
    {
        var error = Assert.Throws<LibTensorFlowException>(() => Unpack(name));
        Assert.Contains($"'{name}' cannot be used on executor {Environment.MachineName}", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("Fix:", error.Message, StringComparison.Ordinal);
    }
}
