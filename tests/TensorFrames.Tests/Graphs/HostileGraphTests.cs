using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using Xunit;

namespace TensorFrames.Tests.Graphs;

/// <summary>Broken graphs give a GraphException or a graph; never another error, a crash or a hang.</summary>
public sealed class HostileGraphTests
{
    private static readonly byte[] Sample = new GraphBuilder()
        .Placeholder("x", DType.Int32, -1, 2).Int32("c", 4, 5).Node("d", "FloorDiv", ["x", "c"], GraphBuilder.T(DType.Int32))
        .Function("f", [("a", DType.Int32)], [("b", DType.Int32, "n:y:0")], GraphBuilder.Make("n", "Neg", ["a"], GraphBuilder.T(DType.Int32)))
        .Node("y", "PartitionedCall", ["d"], ("Tin", GraphBuilder.Types(DType.Int32)), ("Tout", GraphBuilder.Types(DType.Int32)), ("f", GraphBuilder.Function("f"))).Bytes;

    [Theory, EveryRuntime]
    public void Every_byte_can_be_wrong(Runtime tf)
    {
        var random = new Random(5);
        for (var at = 0; at < Sample.Length; at++)
        {
            foreach (var wrong in new[] { (byte)0xFF, (byte)(1 << random.Next(8)) })
            {
                var broken = (byte[])Sample.Clone();
                broken[at] ^= wrong;
                Survives(() => Graph.Load(broken, tf.Open()));
            }
        }
    }

    [Theory, EveryRuntime]
    public void It_can_be_cut_anywhere(Runtime tf)
    {
        for (var length = 0; length < Sample.Length; length++)
        {
            Survives(() => Graph.Load(Sample.AsMemory(0, length), tf.Open()));
        }
    }

    [Fact]
    public void Many_bytes_can_be_wrong_at_once()
    {
        var random = new Random(6);
        for (var round = 0; round < 4_000; round++)
        {
            var broken = (byte[])Sample.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            Describe(() => GraphFile.Load(broken));
        }
    }

    [Fact]
    public void Attributes_nested_without_end_are_refused()
    {
        var bytes = new AttrValue { I = 1 }.ToByteArray();
        for (var depth = 0; depth < 2_000; depth++)
        {
            // AttrValue.func (10) → NameAttrList.attr (2) → an entry's value (2).
            bytes = Field(10, Field(2, Field(2, bytes)));
        }

        var node = Field(1, [.. Field(1, "n"u8.ToArray()), .. Field(2, "NoOp"u8.ToArray()), .. Field(5, Field(2, bytes))]);
        Assert.Throws<GraphException>(() => GraphFile.Load(node));
    }

    [Theory, EveryRuntime]
    public void A_chain_of_a_hundred_thousand_nodes_is_read(Runtime tf)
    {
        const int Length = 100_000;
        var builder = new GraphBuilder().Placeholder("n0", DType.Float32, -1);
        for (var i = 1; i < Length; i++)
        {
            builder.Node($"n{i}", "Identity", [$"n{i - 1}"], GraphBuilder.T(DType.Float32));
        }

        var file = GraphFile.Load(builder.Bytes);
        Assert.Equal("n0", Assert.Single(FetchReach.Placeholders(file, [new TensorName($"n{Length - 1}", 0)])).Name);
        Assert.Equal(Length, GraphReader.Describe(file, tf.Version == TestRuntimes.Old ? Registries.Old : Registries.New).NodeCount);
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }

    private static void Survives(Func<Graph> load)
    {
        try
        {
            using var graph = load();
            Assert.NotNull(graph.Placeholders);
            Assert.All(graph.Outputs, output => Assert.NotEmpty(output.ToString()));
        }
        catch (GraphException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static void Describe(Func<GraphFile> load)
    {
        try
        {
            var file = load();
            Assert.NotNull(GraphReader.Describe(file, Registries.New));
            Assert.NotNull(TensorFrames.Graphs.Rewriting.GraphRewriting.For(file, Registries.Old).Changes);
        }
        catch (GraphException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
