using TensorFrames.Models.Bundles;
using TensorFrames.Models.Proto;

namespace TensorFrames.Tests.Models;

/// <summary>A checkpoint's bytes are believed as far as their checksums go.</summary>
public sealed class BundleTests : IDisposable
{
    private readonly SavedModels _folder = new();

    private string Prefix => _folder.At("variables/variables");

    private string Data => Prefix + ".data-00000-of-00001";

    public void Dispose() => _folder.Dispose();

    [Theory, EveryRuntime]
    public void Texts_are_compared_with_their_checksum(Runtime tf)
    {
        _folder.Checkpoint(tf, "s", "ab", "", "cde");
        Assert.Equal(["ab", "", "cde"], Read("s").StringVal.Select(s => s.ToStringUtf8()));
        var bytes = File.ReadAllBytes(Data);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Data, bytes);
        Assert.Contains("'s' (string [3]) do not have their checksum", Assert.Throws<GraphException>(() => Read("s")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_would_fill_the_memory_are_refused()
    {
        var index = new IndexFile().Entry(0, new byte[1 << 17], []);
        for (var i = 1; i < 20_000; i++)
        {
            index.Entry(1 << 17, [(byte)(i >> 8), (byte)i], []);
        }

        Assert.Contains("longer together", Assert.Throws<GraphException>(() => SortedTable.Read(index.Bytes(), "i")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    public void Keys_that_do_not_ascend_are_refused(string first, string second)
    {
        var index = new IndexFile().Entry(first, new BundleEntryProto()).Entry(second, new BundleEntryProto()).Bytes();
        Assert.Contains("do not ascend", Assert.Throws<GraphException>(() => SortedTable.Read(index, "i")).Message, StringComparison.Ordinal);
    }

    private TensorFrames.Graphs.Proto.TensorProto Read(string key)
    {
        var bundle = Bundle.Open(Prefix)!;
        return BundleTensor.Read(bundle, bundle.Find(key)!);
    }
}
