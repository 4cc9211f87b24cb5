using System.Text.Json;
using System.Text.Json.Nodes;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

public class GraphFactsTests
{
    public static TheoryData<string> Cases => [.. Golden.Inspected()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Facts_are_those_of_golden(string name)
    {
        var wanted = Golden.Case(name).TryGetProperty("inspect", out var inspect) ? inspect : Golden.Case(name).GetProperty("expected");
        var file = GraphFile.Load(Golden.Path(name));
        var written = Json(GraphReader.Describe(file, Registries.New, new GoldenShapes(wanted)));
        foreach (var entry in wanted.EnumerateObject())
        {
            if (entry.Name == "outputs" && name != "13_inspect")
            {
                // Golden lists the case's fetches there: each is a candidate, or some node reads it.
                Assert.All(entry.Value.EnumerateArray(), o => Assert.True(IsListed(o, written) || IsRead(o, file), o.ToString()));
                continue;
            }

            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(entry.Value.GetRawText()), written[entry.Name]), $"{entry.Name}: {entry.Value} wanted, {written[entry.Name]?.ToJsonString()} found");
        }
    }

    [Fact]
    public void Dtypes_come_from_signatures_without_a_runtime()
    {
        var facts = GraphReader.Describe(GraphFile.Load(Golden.Path("13_inspect")), Registries.Old);
        Assert.Equal([DType.Float32, DType.Float32, DType.Int32, DType.Int64, DType.Int32], facts.Outputs.Select(o => o.DType));
    }

    [Fact]
    public void A_scalar_placeholder_of_an_old_producer_has_no_known_shape()
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float32);
        Assert.Equal(0, Describe(graph).Placeholders[0].Shape.Rank);
        graph.Def.Versions.Producer = 21;
        Assert.False(Describe(graph).Placeholders[0].Shape.HasRank);
    }

    [Theory]
    [InlineData("AssignVariableOp", true)]
    [InlineData("QueueEnqueueV2", true)]
    [InlineData("LookupTableInsertV2", true)]
    [InlineData("AssignAdd", true)]
    [InlineData("RandomUniform", false)]
    [InlineData("HashTableV2", false)]
    [InlineData("LookupTableFindV2", false)]
    [InlineData("TensorArrayWriteV3", false)]
    [InlineData("Assert", false)]
    [InlineData("MatMul", false)]
    public void Only_state_that_outlives_a_run_counts_as_written(string op, bool writes) =>
        Assert.Equal(writes, Describe(new GraphBuilder().Node("n", op, [])).WritesState);

    [Fact]
    public void State_written_in_a_function_counts() => Assert.Equal(["AssignVariableOp"],
        Describe(new GraphBuilder().Int32("c", 1).Function("f", [], [], Make("a", "AssignVariableOp", []))).StateWriters);

    [Theory]
    [InlineData("RandomUniform", true)]
    [InlineData("Multinomial", true)]
    [InlineData("Timestamp", true)]
    [InlineData("FractionalMaxPool", true)]
    [InlineData("StatelessRandomUniform", false)]
    [InlineData("ReadVariableOp", false)]
    [InlineData("MatMul", false)]
    public void Ops_that_differ_from_run_to_run_are_told(string op, bool differs) =>
        Assert.Equal(differs ? [op] : [], Describe(new GraphBuilder().Node("n", op, [])).RandomOps);

    [Fact]
    public void Ops_that_differ_from_run_to_run_in_a_function_count() => Assert.Equal(["RandomUniform"],
        Describe(new GraphBuilder().Int32("c", 1).Function("f", [], [], Make("a", "RandomUniform", []))).RandomOps);

    [Theory]
    [InlineData("drawn", true)]
    [InlineData("called", true)]
    [InlineData("branched", true)]
    [InlineData("plain", false)]
    public void Only_what_the_fetches_reach_counts_as_drawn(string fetch, bool draws)
    {
        var file = GraphFile.Load(new GraphBuilder().Int32("c", 1).Function("f", [], [], Make("a", "g", [])).Function("g", [], [], Make("b", "RandomUniform", []))
            .Node("drawn", "RandomUniform", ["c"]).Node("called", "f", []).Node("branched", "Case", ["c"], ("branches", new AttrValue { List = new() { Func = { new NameAttrList { Name = "f" } } } })).Node("plain", "Neg", ["c"]).Bytes);
        Assert.Equal(draws, FetchReach.Ops(file, [TensorName.Parse(fetch)]).Any(OpTraits.IsRandom));
    }

    [Fact]
    public void Ops_that_touch_feeds_files_and_references_are_found()
    {
        var facts = Describe(new GraphBuilder().Node("u", "InplaceAdd", []).Node("r", "ReadFile", []).Node("v", "VariableV2", []));
        Assert.True(facts.MutatesFeeds);
        Assert.True(facts.HasRefVariables);
        Assert.Equal(["ReadFile"], facts.FileOps);
        Assert.Equal(["v"], facts.UninitializedVariables);
    }

    [Theory]
    [InlineData("Skipgram", "", "", true)]
    [InlineData("CSVDatasetV2", "", "", true)]
    [InlineData("DatasetFromGraph", "", "", true)]
    [InlineData("PrintV2", "output_stream", "file:///tmp/x", true)]
    [InlineData("PrintV2", "output_stream", "stderr", false)]
    [InlineData("FixedUnigramCandidateSampler", "vocab_file", "words", true)]
    [InlineData("FixedUnigramCandidateSampler", "vocab_file", "", false)]
    [InlineData("DecodeProtoV2", "descriptor_source", "set.pb", true)]
    [InlineData("DecodeProtoV2", "descriptor_source", "bytes://x", false)]
    [InlineData("EncodeProto", "descriptor_source", "local://", false)]
    public void Files_are_named_by_an_op_or_by_its_attribute(string op, string attribute, string value, bool touches) =>
        Assert.Equal(touches ? [op] : [], Describe(new GraphBuilder().Node("n", op, [], (attribute, new AttrValue { S = Google.Protobuf.ByteString.CopyFromUtf8(value) }))).FileOps);

    [Fact]
    public void A_debug_op_with_an_address_writes_there()
    {
        var urls = new AttrValue { List = new() { S = { Google.Protobuf.ByteString.CopyFromUtf8("file:///tmp/x") } } };
        Assert.Equal(["DebugIdentityV2"], Describe(new GraphBuilder().Node("n", "DebugIdentityV2", [], ("debug_urls", urls)).Node("m", "DebugIdentity", [])).FileOps);
    }

    [Fact]
    public void A_graph_that_was_not_frozen_is_called_so()
    {
        var file = GraphFile.Load(Golden.Path("10_not_frozen"));
        var error = Assert.Throws<GraphException>(() => Variables.Check(file, FetchReach.Nodes(file, [new("y", 0)])));
        Assert.Contains("is not frozen", error.Message, StringComparison.Ordinal);
        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_the_fetch_itself_writes_is_no_fault()
    {
        var file = GraphFile.Load(new GraphBuilder().Node("v", "VarHandleOp", []).Int32("c", 1)
            .Node("a", "AssignVariableOp", ["v", "c"]).Node("y", "ReadVariableOp", ["v", "^a"]).Node("z", "ReadVariableOp", ["v"]).Bytes);
        Variables.Check(file, FetchReach.Nodes(file, [new("y", 0)]));
        Assert.Throws<GraphException>(() => Variables.Check(file, FetchReach.Nodes(file, [new("z", 0)])));
    }

    private static bool IsListed(JsonElement output, JsonObject facts) =>
        facts["outputs"]!.AsArray().Any(o => JsonNode.DeepEquals(o, JsonNode.Parse(output.GetRawText())));

    private static bool IsRead(JsonElement output, GraphFile file)
    {
        var name = TensorName.Parse(output.GetProperty("name").GetString()!).Operation;
        return file.Def.Node.Any(n => n.Input.Any(i => NodeInput.Parse(i).Node == name));
    }

    private static GraphFacts Describe(GraphBuilder graph) => GraphReader.Describe(GraphFile.Load(graph.Bytes), Registries.Old);

    private static JsonObject Json(GraphFacts facts)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            GraphFactsJson.Write(json, facts);
        }

        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    // Shapes are the runtime's to infer; here golden stands in for it, so that names, order, dtypes and all else are ours.
    private sealed class GoldenShapes(JsonElement wanted) : IShapeInference
    {
        public (DType DType, TensorShape Shape, int Outputs) Output(string operation, int index)
        {
            foreach (var output in wanted.GetProperty("outputs").EnumerateArray())
            {
                if (TensorName.Parse(output.GetProperty("name").GetString()!) == new TensorName(operation, index))
                {
                    var shape = output.GetProperty("shape");
                    return (Enum.GetValues<DType>().First(d => d.Name() == output.GetProperty("dtype").GetString()),
                        shape.ValueKind == JsonValueKind.Null ? TensorShape.Unknown : new([.. shape.EnumerateArray().Select(d => d.GetInt64())]), index + 1);
                }
            }

            return (DType.Unknown, TensorShape.Unknown, index + 1);
        }
    }
}
