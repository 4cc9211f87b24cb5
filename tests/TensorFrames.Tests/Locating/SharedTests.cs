using TensorFrames.Locating;
using Xunit;
using static TensorFrames.LibTensorFlowSource;

namespace TensorFrames.Tests.Locating;

public sealed class SharedTests : IDisposable
{
    // Stands in for the real script beside the archive: same arguments, same variable, same output.
    const string Script = """
        set -eu
        mkdir -p "$TFN_TENSORFLOW_CACHE/tensorflow-$1/lib"
        touch "$TFN_TENSORFLOW_CACHE/tensorflow-$1/lib/libtensorflow_cc.so.2" "$TFN_TENSORFLOW_CACHE/tensorflow-$1/.unpacked"
        echo "$TFN_TENSORFLOW_CACHE/tensorflow-$1"
        """;

    const string Cli = "checkout/src/TensorFrames.Cli/bin/Release/net10.0";

    readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_build_of_a_checkout_unpacks_the_archive_beside_it()
    {
        Lay();
        var search = In(Cli, fetch: true);
        Assert.Equal(Path.Combine(place.Cache, "tensorflow-2.21.0/lib/libtensorflow_cc.so.2"), search.Path);
        Assert.Equal(Shared, search.Taken!.Source);
        Assert.Equal(Cache, In(Cli, fetch: false).Taken!.Source);
    }

    [Fact]
    public void It_is_not_unpacked_unless_asked()
    {
        Lay();
        Assert.StartsWith("not fetched", In("checkout/tests/T/bin/Debug/net10.0", fetch: false).WhyNot(Shared), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout/artifacts/tools/.store/tframes/tools/net10.0/any")]
    [InlineData("checkout/src/tframes")]
    [InlineData("elsewhere/src/App/bin/Release/net10.0")]
    public void An_installed_package_never_looks_there(string app)
    {
        Lay();
        Assert.Equal("this app is not built in a source checkout", In(app, fetch: true).WhyNot(Shared));
    }

    [Fact]
    public void A_script_that_fails_is_quoted_and_npm_is_next()
    {
        Lay("echo 'no xz here' >&2; exit 1");
        var search = In(Cli, fetch: true);
        Assert.EndsWith("ended with 1: no xz here", search.WhyNot(Shared), StringComparison.Ordinal);
        Assert.StartsWith("npm is not installed", search.WhyNot(Npm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_unpacking_leaves_nothing()
    {
        Lay("mkdir -p \"$TFN_TENSORFLOW_CACHE/.tensorflow-$1.half\"; exec sleep 60");
        using var cancel = new CancellationTokenSource();
        var unpack = Task.Run(() => Until(cancel.Token), TestContext.Current.CancellationToken);
        await FetchTests.Until(() => Directory.Exists(Path.Combine(place.Cache, ".tensorflow-2.21.0.half")));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unpack);
        Assert.Empty(Directory.GetDirectories(place.Cache));
    }

    void Lay(string script = Script)
    {
        place.Lay("checkout/TensorFrames.Net.sln");
        place.Lay("shared/tensorflow/libtensorflow-2.21.0-linux-x64.tar.xz");
        place.Lay("shared/tensorflow/tensorflow-home", script);
    }

    LibTensorFlowSearch In(string app, bool fetch) => LibTensorFlow.Search(
        new() { AllowFetch = fetch }, Built(app), TestContext.Current.CancellationToken);

    LibTensorFlowSearch Until(CancellationToken cancel) => LibTensorFlow.Search(new() { AllowFetch = true }, Built(Cli), cancel);

    Surroundings Built(string app) => place.Surroundings with { BaseDirectory = Path.Combine(place.Root, app) };
}
