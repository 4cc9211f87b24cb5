using System.Text;
using TensorFrames.Graphs;
using Xunit;

namespace TensorFrames.Tests.Graphs;

public sealed class GraphFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfn-graph-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("10_cycle", "Mul")]
    [InlineData("10_duplicate_node", "'x'")]
    [InlineData("10_missing_input_node", "'gone'")]
    [InlineData("10_garbage_pb", "no valid GraphDef")]
    [InlineData("10_truncated_pb", "no valid GraphDef")]
    [InlineData("10_text_pb", "text form")]
    [InlineData("10_empty_pb", "is empty")]
    public void A_broken_file_is_refused_with_its_name_and_fault(string name, string fault)
    {
        var error = Refused(() => GraphFile.Load(Golden.Path(name)));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains("graph.pb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_input_names_both_nodes() =>
        Assert.Contains("node 'y' (Relu) reads from 'gone:1'", Refused(() => Load(new GraphBuilder().Node("y", "Relu", ["gone:1"]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_past_the_protobuf_limit_is_refused_by_its_size()
    {
        var path = Path.Combine(_folder, "big.pb");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 31);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var error = Refused(() => GraphFile.Load(path));
        Assert.Contains("2 GB", error.Message, StringComparison.Ordinal);
        Assert.Contains("SavedModel", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 10_000_000);
    }

    [Fact]
    public void A_saved_model_folder_is_told_from_a_graph()
    {
        File.WriteAllBytes(Path.Combine(_folder, "saved_model.pb"), [0x08, 0x01, 0x12, 0x00]);
        Assert.Contains("SavedModel folder", Refused(() => GraphFile.Load(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("saved_model.pb", Refused(() => GraphFile.Load(Path.Combine(_folder, "saved_model.pb"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0089HDF\r\n\u001a\n\0\0\0", "Keras HDF5")]
    [InlineData("PK\u0003\u0004abcdef", ".keras")]
    [InlineData("abcdTFL3abcd", "TensorFlow Lite")]
    [InlineData("\u001f\u008b\u0008\0", "gzip")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    [InlineData("# made by hand\nnode {\n name: 'x' }", "text form")]
    public void Other_kinds_of_file_are_named(string content, string kind) =>
        Assert.Contains(kind, Refused(() => GraphFile.Load(Encoding.Latin1.GetBytes(content))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("none.pb", Refused(() => GraphFile.Load(Path.Combine(_folder, "none.pb"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Path_bytes_and_stream_give_the_same_graph()
    {
        var bytes = new GraphBuilder().Placeholder("x", DType.Float32, -1).Bytes;
        var path = Path.Combine(_folder, "g.pb");
        File.WriteAllBytes(path, bytes);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        using var stream = new MemoryStream(bytes);
        using var forward = new System.IO.Compression.BrotliStream(new MemoryStream(Packed(bytes)), System.IO.Compression.CompressionMode.Decompress);
        Assert.All([GraphFile.Load(path), GraphFile.Load(bytes), GraphFile.Load(stream), GraphFile.Load(forward)], g => Assert.Equal(hash, g.Hash));
    }

    [Fact]
    public void A_chain_of_a_million_nodes_needs_no_stack()
    {
        var graph = new GraphBuilder().Placeholder("n0", DType.Float32, -1);
        for (var i = 1; i <= 1_000_000; i++)
        {
            graph.Node($"n{i}", "Relu", [$"n{i - 1}"]);
        }

        var file = GraphFile.Load(graph.Bytes);
        Assert.All(FetchReach.Nodes(file, [new("n1000000", 0)]), Assert.True);
    }

    [Fact]
    public void A_loop_through_NextIteration_is_no_cycle() => Load(new GraphBuilder().Placeholder("x", DType.Float32)
        .Node("m", "Merge", ["x", "n"]).Node("n", "NextIteration", ["m"]));

    [Fact]
    public void Reading_and_writing_loses_no_field()
    {
        // Field 99 of the graph and of a node are unknown to us.
        var bytes = new GraphBuilder().Placeholder("x", DType.Float32, -1).Bytes.Concat(new byte[] { 0x9a, 0x06, 0x03, 1, 2, 3 }).ToArray();
        var written = Google.Protobuf.MessageExtensions.ToByteArray(GraphFile.Load(bytes).Def);
        Assert.Equal(bytes.Order(), written.Order());
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            brotli.Write(bytes);
        }

        return packed.ToArray();
    }

    private static GraphFile Load(GraphBuilder graph) => GraphFile.Load(graph.Bytes);

    private static GraphException Refused(Action load)
    {
        var error = Assert.Throws<GraphException>(load);
        Assert.Equal(Stage.Load, error.Stage);
        return error;
    }
}
