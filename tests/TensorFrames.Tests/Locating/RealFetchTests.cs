using TensorFrames.Locating;
using Xunit;

namespace TensorFrames.Tests.Locating;

public sealed class RealFetchTests
{
    public static bool NpmIsThere => Surroundings.Here.Command("npm") is not null;

    [Fact(Skip = "needs npm", SkipUnless = nameof(NpmIsThere))]
    public async Task Two_fetches_of_the_real_package_at_once_give_one_library_whose_sums_are_the_published_ones()
    {
        var root = Directory.CreateTempSubdirectory("tfn-real-fetch-");
        try
        {
            var options = new LibTensorFlowOptions { CacheFolder = root.FullName, AllowFetch = true, Version = "1.15.0" };
            var around = Surroundings.Here with
            {
                BaseDirectory = root.FullName,
                Variable = name => name.StartsWith("TENSORFRAMES", StringComparison.Ordinal) ? null : Environment.GetEnvironmentVariable(name),
            };
            var token = TestContext.Current.CancellationToken;
            var both = await Task.WhenAll(
                Task.Run(() => LibTensorFlow.Search(options, around, token), token),
                Task.Run(() => LibTensorFlow.Search(options, around, token), token));

            Assert.All(both, search => Assert.True(search.Path is not null, search.Error?.Message));
            Assert.Equal(both[0].Path, both[1].Path);
            Assert.Equal(
                Path.Combine(root.FullName, "tensorflow-1.15.0/lib/libtensorflow.so.1.15.0"),
                File.ResolveLinkTarget(both[0].Path!, returnFinalTarget: true)!.FullName);
            Assert.Equal([".tensorflow-1.15.0.lock", "tensorflow-1.15.0"],
                root.GetFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
