using System.Runtime.InteropServices;
using TensorFrames.Locating;
using Xunit;
using static TensorFrames.LibTensorFlowSource;

namespace TensorFrames.Tests.Locating;

public sealed class NotFoundTests : IDisposable
{
    readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void An_option_that_does_not_exist_is_an_error_although_the_cache_has_one()
    {
        place.LayCached("2.21.0");
        var search = place.Search(new() { Path = "/no/such/tf" });
        Assert.Null(search.Path);
        Assert.StartsWith("LibTensorFlowOptions.Path (--libtensorflow) names '/no/such/tf', which does not exist. Fix: ",
            search.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("not looked at: a path given by hand decides", search.WhyNot(Cache));
    }

    [Fact]
    public void A_variable_that_names_a_folder_without_a_library_is_an_error()
    {
        place.LayCached("2.21.0");
        var search = place.Set("TENSORFRAMES_LIBTENSORFLOW", place.App).Search();
        Assert.Contains("TENSORFRAMES_LIBTENSORFLOW names", search.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("which holds no libtensorflow.so", search.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_anywhere_is_one_message_with_every_place_and_the_ways_to_fix_it()
    {
        var error = place.Fetch().Error!;
        Assert.Equal(Stage.Load, error.Stage);
        string[] told = ["npm is not installed", "no redist beside the app", "nothing fetched yet",
            "install npm", "--libtensorflow PATH", "TENSORFRAMES_LIBTENSORFLOW=PATH"];
        Assert.All(told, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_fetched_unless_asked()
    {
        using var npm = new FakeNpm(place);
        Assert.Equal("not fetched: AllowFetch is off", place.Search().WhyNot(Npm));
        Assert.Equal(0, npm.Runs);
    }

    [Fact]
    public void An_unfinished_cache_folder_is_passed_over()
    {
        place.LayCached("2.21.0", finished: false);
        Assert.StartsWith("unfinished", place.Search().WhyNot(Cache), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, Architecture.X64, "win-x64")]
    [InlineData(true, Architecture.Arm64, "linux-arm64")]
    [InlineData(true, Architecture.X64, "linux-musl-x64")]
    public void Elsewhere_than_on_Linux_x64_one_message_says_so(bool linux, Architecture architecture, string rid)
    {
        var around = place.Surroundings with { Unsupported = SupportedPlatform.Check(linux, architecture, rid) };
        var search = LibTensorFlow.Search(null, around, TestContext.Current.CancellationToken);
        Assert.StartsWith("TensorFrames.Net runs on Linux x64", search.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(rid, search.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linux_x64_is_supported() => Assert.Null(SupportedPlatform.Check(true, Architecture.X64, "debian.12-x64"));
}
