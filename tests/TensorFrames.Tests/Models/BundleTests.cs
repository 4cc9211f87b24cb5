using TensorFrames.Models.Bundles;

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

    private TensorFrames.Graphs.Proto.TensorProto Read(string key)
    {
        var bundle = Bundle.Open(Prefix)!;
        return BundleTensor.Read(bundle, bundle.Find(key)!);
    }
}
