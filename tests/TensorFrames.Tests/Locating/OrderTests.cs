using Xunit;
using static TensorFrames.LibTensorFlowSource;

namespace TensorFrames.Tests.Locating;

public sealed class OrderTests : IDisposable
{
    readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void An_option_beats_everything()
    {
        LayAll();
        var mine = place.Lay("mine/libtensorflow.so.2");
        Assert.Equal(mine, place.Search(new() { Path = Path.GetDirectoryName(mine) }).Path);
    }

    [Fact]
    public void The_variable_beats_redist_cache_and_shared()
    {
        LayAll();
        var mine = place.Lay("mine/lib/libtensorflow.so");
        Assert.Equal(mine, place.Set("TENSORFRAMES_LIBTENSORFLOW", Path.Combine(place.Root, "mine")).Search().Path);
    }

    [Fact]
    public void A_file_of_any_name_may_be_given() =>
        Assert.EndsWith("my-tf.so.2.9", place.Search(new() { Path = place.Lay("my-tf.so.2.9") }).Path, StringComparison.Ordinal);

    [Fact]
    public void A_redist_beats_the_cache_laid_out_like_SciSharps_not_run_against_the_real_package()
    {
        LayAll();
        Assert.Equal(Path.Combine(place.App, "runtimes/linux-x64/native/libtensorflow.so"), place.Search().Path);
    }

    [Fact]
    public void A_published_redist_lies_in_the_apps_own_folder() =>
        Assert.Equal(place.Lay("app/libtensorflow.so.2.16.0"), place.Search().Path);

    [Fact]
    public void The_newest_in_the_cache_is_taken()
    {
        place.LayCached("2.9.0");
        var newest = place.LayCached("2.21.0");
        Assert.Equal(newest, place.Search().Path);
        Assert.Equal(2, place.Search().Candidates.Count(candidate => candidate.Source == Cache));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_version_picks_in_the_cache(bool option)
    {
        var older = place.LayCached("2.9.0");
        place.LayCached("2.21.0");
        var search = option
            ? place.Search(new() { Version = "2.9.0" })
            : place.Set("TENSORFRAMES_LIBTENSORFLOW_VERSION", "2.9.0").Search();
        Assert.Equal(older, search.Path);
        Assert.Equal("it is 2.21.0, 2.9.0 was asked for", search.WhyNot(Cache));
    }

    [Fact]
    public void A_version_that_npm_does_not_carry_is_not_fetched_from_it() =>
        Assert.Equal("it is 1.15.0, 2.4.0 was asked for",
            place.Search(new() { Version = "2.4.0", AllowFetch = true }).WhyNot(Npm));

    [Fact]
    public void Every_place_after_the_one_taken_is_told_about()
    {
        LayAll();
        var search = place.Search();
        Assert.Equal([Option, LibTensorFlowSource.Environment, Redist, Cache, Shared, Npm], search.Candidates.Select(c => c.Source));
        Assert.Equal("not set", search.WhyNot(Option));
        Assert.All(search.Candidates.Skip(3).Where(c => c.Source != Shared),
            c => Assert.Equal("not needed: an earlier place was taken", c.WhyNot));
        Assert.Single(search.Candidates, c => c.Taken);
    }

    [Fact]
    public void A_link_to_nothing_is_no_library()
    {
        File.CreateSymbolicLink(Path.Combine(place.App, "libtensorflow.so"), "gone.so");
        Assert.Null(place.Search().Path);
    }

    void LayAll()
    {
        place.Lay("app/runtimes/linux-x64/native/libtensorflow.so");
        place.Lay("app/runtimes/linux-x64/native/libtensorflow_framework.so.2");
        place.LayCached("2.21.0");
    }
}
