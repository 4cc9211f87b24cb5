using Google.Protobuf;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Freezing;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;

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

    [Fact]
    public void Values_beyond_one_message_are_refused_before_they_are_read()
    {
        const int count = 800_000_000;
        Directory.CreateDirectory(_folder.At("variables"));
        File.WriteAllBytes(Prefix + ".index", Index(new BundleEntryProto { Dtype = (int)DType.Float32, Shape = GraphBuilder.Shape(count), Size = 4L * count }));
        using (var sparse = File.Create(Data))
        {
            sparse.SetLength(4L * count);
        }

        var graph = new GraphBuilder().RefVariable("w", count).Node("y", "Identity", ["w"], ModelNodes.Float).Restore(("w", "w", ""));
        using var model = Model.Load(_folder.Save(graph, [], [("y", "y:0", DType.Float32)], ModelNodes.Restored));
        Assert.Contains("3200000000 bytes or more", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Message, StringComparison.Ordinal);
        var bundle = Bundle.Open(Prefix)!;
        Assert.Contains("below 2 GB", Assert.Throws<GraphException>(() => BundleTensor.Read(bundle, bundle.Find("w")!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_beyond_one_message_are_refused_before_they_are_written()
    {
        // One array three times, which nothing touches.
        var text = UnsafeByteOperations.UnsafeWrap(GC.AllocateUninitializedArray<byte>(800_000_000));
        var graph = new GraphBuilder();
        graph.Def.Node.AddRange(Enumerable.Range(0, 3).Select(i => TensorFrames.Models.Tensors.Const($"c{i}", TensorFrames.Models.Tensors.Strings([text], new TensorShape(1)))));
        Assert.Contains("below 2 GB", Assert.Throws<GraphException>(() => Freezer.ToBytes(graph.Def, "m")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_no_number_holds_is_refused_of_a_value_in_parts_too()
    {
        Directory.CreateDirectory(_folder.At("variables"));
        File.WriteAllBytes(Prefix + ".index", Index(new BundleEntryProto { Dtype = (int)DType.Float32, Shape = GraphBuilder.Shape(1L << 62), Slices = { new TensorSliceProto() } }));
        File.WriteAllBytes(Data, []);
        Assert.Contains("do not fit", Assert.Throws<GraphException>(() => Bundle.Open(Prefix)).Message, StringComparison.Ordinal);
    }

    // As many elements as the whole has, one of them twice and one not at all.
    [Theory, EveryRuntime]
    public void Parts_that_overlap_are_refused_with_the_variable(Runtime tf)
    {
        _folder.Checkpoint(tf, ("w", "4 0,2", [1, 2]), ("w", "4 2,2", [3, 4]));
        var entries = new IndexFile();
        foreach (var (key, value) in SortedTable.Read(File.ReadAllBytes(Prefix + ".index"), "i"))
        {
            var entry = BundleEntryProto.Parser.ParseFrom(value);
            if (key.AsSpan().SequenceEqual("w"u8))
            {
                entry.Slices[1].Extent[0].Start = 1;
            }

            entries.Entry(0, key is [0, .., 0x82, _] ? SliceKey.Of("w", new() { Extent = { new TensorSliceProto.Types.Extent { Start = 1, Length = 2 } } }) : key, key.Length == 0 ? value : entry.ToByteArray());
        }

        Assert.Equal([1, 2, 3, 4], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Read("w").TensorContent.Span).ToArray());
        File.WriteAllBytes(Prefix + ".index", entries.Bytes());
        Assert.Contains("'w' (float32 [4]) was saved in parts, and two parts overlap", Assert.Throws<GraphException>(() => Read("w")).Message, StringComparison.Ordinal);
    }

    private static byte[] Index(BundleEntryProto entry) => new IndexFile().Entry("", new BundleHeaderProto { NumShards = 1 }).Entry("w", entry).Bytes();

    private TensorFrames.Graphs.Proto.TensorProto Read(string key)
    {
        var bundle = Bundle.Open(Prefix)!;
        return BundleTensor.Read(bundle, bundle.Find(key)!);
    }
}
