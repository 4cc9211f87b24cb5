using System.Diagnostics;
using Xunit;
using static TensorFrames.LibTensorFlowSource;

namespace TensorFrames.Tests.Locating;

public sealed class FetchTests : IDisposable
{
    readonly Place place = new();
    readonly FakeNpm npm;

    public FetchTests() => npm = new(place);

    public void Dispose()
    {
        npm.Dispose();
        place.Dispose();
    }

    string Library => Path.Combine(place.Cache, "tensorflow-1.15.0/lib/libtensorflow.so");

    string[] TemporaryFolders => Directory.Exists(place.Cache) ? Directory.GetDirectories(place.Cache, ".*") : [];

    [Fact]
    public void A_fetched_library_is_taken_and_found_in_the_cache_the_next_time()
    {
        Assert.Equal(Library, place.Fetch().Path);
        Assert.Equal(Cache, place.Search().Taken!.Source);
        Assert.Equal(place.Package.Files[0].Bytes, File.ReadAllBytes(Library).Length);
        Assert.Equal((1, 0), (npm.Runs, TemporaryFolders.Length));
    }

    [Fact]
    public void Only_the_named_files_are_taken_from_the_archive() =>
        Assert.Equal([".unpacked", "LICENSE", "lib"],
            Directory.GetFileSystemEntries(Path.GetDirectoryName(Path.GetDirectoryName(place.Fetch().Path)!)!)
                .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_wrong_checksum_is_refused_and_nothing_is_kept(int which)
    {
        var wrong = new string('0', 64);
        place.Package = which == 0
            ? place.Package with { EntrySha256 = wrong }
            : place.Package with { Files = [place.Package.Files[0] with { Sha256 = wrong }] };
        AssertRefused($"sha256 ");
    }

    [Fact]
    public void A_wrong_size_is_refused_and_nothing_is_kept()
    {
        place.Package = place.Package with { Files = [place.Package.Files[0] with { Bytes = 99_999 }] };
        AssertRefused("more than 99999 bytes");
    }

    [Fact]
    public void A_cut_package_is_refused_and_nothing_is_kept()
    {
        npm.CutPackage();
        AssertRefused("fake@1.0.0 is refused");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        place.Package = place.Package with { Entry = "package/other.br" };
        AssertRefused("fake@1.0.0 holds no package/other.br");
    }

    [Fact]
    public void An_npm_that_fails_is_quoted()
    {
        npm.Script("echo 'npm error code ETARGET' >&2; exit 1");
        AssertRefused("npm pack fake@1.0.0 ended with 1: npm error code ETARGET");
    }

    [Fact]
    public void A_broken_cache_is_noticed_and_fetched_again()
    {
        var library = place.Fetch().Path!;
        File.WriteAllText(library, "cut short");
        Assert.Equal("broken: lib/libtensorflow.so.1.15.0 has 9 bytes, 100000 wanted", place.Search().WhyNot(Cache));
        Assert.Equal(library, place.Fetch().Path);
        Assert.Equal((2, 100_000), (npm.Runs, File.ReadAllBytes(library).Length));
    }

    [Fact]
    public void Progress_goes_from_download_to_unpacking_to_done()
    {
        var steps = new Steps();
        place.Fetch(steps);
        Assert.Equal(FetchStep.Done, steps.Seen[^1].Step);
        Assert.All(steps.Seen, step => Assert.Equal("fake@1.0.0", step.What));
        Assert.True(steps.Seen.Select(step => step.Step).SequenceEqual(steps.Seen.Select(step => step.Step).Order()));
    }

    [Fact]
    public async Task A_cancelled_fetch_stops_npm_and_leaves_nothing_and_the_next_succeeds()
    {
        npm.Script("sleep 60");
        using var cancel = new CancellationTokenSource();
        var fetch = Task.Run(
            () => LibTensorFlow.Search(new() { AllowFetch = true }, place.Surroundings, cancel.Token),
            TestContext.Current.CancellationToken);
        await Until(() => npm.Runs == 1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Empty(TemporaryFolders);
        Assert.False(Directory.Exists($"/proc/{npm.LastId}"));

        npm.Script("cp \"$tgz\" \"$to/x.tgz\"");
        Assert.Equal(Library, place.Fetch().Path);
    }

    void AssertRefused(string reason)
    {
        var search = place.Fetch();
        Assert.Null(search.Path);
        Assert.Contains(reason, search.WhyNot(Npm), StringComparison.Ordinal);
        Assert.Contains(reason, search.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(place.Cache));
    }

    internal static async Task Until(Func<bool> condition)
    {
        var since = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "waited for a minute");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    sealed class Steps : IProgress<FetchProgress>
    {
        public List<FetchProgress> Seen { get; } = [];

        public void Report(FetchProgress value) => Seen.Add(value);
    }
}
