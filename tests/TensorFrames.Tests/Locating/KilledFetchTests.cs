using System.Diagnostics;
using Xunit;

namespace TensorFrames.Tests.Locating;

/// <summary>Fetches in processes of their own (<see cref="ChildFetch"/>), which can be killed.</summary>
public sealed class KilledFetchTests : IDisposable
{
    readonly Place place = new();
    readonly FakeNpm npm;

    public KilledFetchTests() => npm = new(place);

    public void Dispose()
    {
        npm.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task A_fetch_killed_half_way_leaves_nothing_that_counts_and_the_next_succeeds()
    {
        npm.Script("head -c 20000 \"$tgz\" > \"$to/x.tgz\"; exec sleep 60");
        using var child = ChildFetch.Start(place);
        await FetchTests.Until(() => npm.Runs == 1);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        // npm itself outlives its parent's death; the test ends it.
        using (var orphan = Process.GetProcessById(npm.LastId))
        {
            orphan.Kill();
        }
        Assert.Null(place.Search().Path);
        Assert.Single(Directory.GetDirectories(place.Cache, ".*"));

        npm.Script("cp \"$tgz\" \"$to/x.tgz\"");
        Assert.NotNull(place.Fetch().Path);
        Assert.Empty(Directory.GetDirectories(place.Cache, ".*"));
    }

    [Fact]
    public async Task Three_processes_at_once_fetch_once_and_get_the_same_library()
    {
        npm.Script("sleep 1; cp \"$tgz\" \"$to/x.tgz\"");
        var children = Enumerable.Range(0, 3).Select(_ => ChildFetch.Start(place)).ToArray();
        var told = await Task.WhenAll(children.Select(ChildFetch.Result));
        Assert.Equal(1, npm.Runs);
        Assert.All(told, path => Assert.Equal(Path.Combine(place.Cache, "tensorflow-1.15.0/lib/libtensorflow.so"), path));
    }
}
