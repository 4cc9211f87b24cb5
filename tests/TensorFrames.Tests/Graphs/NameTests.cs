using TensorFrames.Graphs;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

public class NameTests
{
    private static readonly GraphFile File = GraphFile.Load(new GraphBuilder().Placeholder("image", DType.Float32, -1).Placeholder("unused", DType.Float32)
        .Node("model/probabilities", "Relu", ["image"], T(DType.Float32))
        .Int32Scalar("k", 1).Node("top", "TopKV2", ["model/probabilities", "k"], T(DType.Float32)).Node("nothing", "NoOp", []).Bytes);

    [Theory]
    [InlineData("y", "y", 0)]
    [InlineData("y:1", "y", 1)]
    [InlineData("a/b:10", "a/b", 10)]
    public void A_tensor_name_is_an_operation_and_an_index(string text, string operation, int index) => Assert.Equal(new(operation, index), TensorName.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("^y")]
    [InlineData("y:")]
    [InlineData("y:-1")]
    [InlineData("y:x")]
    [InlineData(":0")]
    [InlineData("y:99999999999")]
    public void Anything_else_is_refused(string text) => Assert.Throws<PlanException>(() => TensorName.Parse(text));

    [Theory]
    [InlineData("model/probabilites", "'model/probabilities'")]
    [InlineData("probabilities", "'model/probabilities'")]
    [InlineData("Top", "'top'")]
    [InlineData("top:2", "'top:0' to 'top:1'")]
    [InlineData("image:3", "has one output, 'image'")]
    [InlineData("nothing", "has no outputs")]
    public void A_mistyped_fetch_is_refused_with_what_was_meant(string fetch, string meant)
    {
        var error = Assert.Throws<PlanException>(() => FetchNames.Resolve(File, new OpLookup(Registries.Old, File.Def), fetch));
        Assert.Contains(meant, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{fetch}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10_unknown_fetch", "result")]
    [InlineData("10_fetch_bad_index", "y:3")]
    [InlineData("10_truncated_at_node", "y")]
    public void Golden_fetches_that_are_not_there_are_refused(string name, string fetch)
    {
        var file = GraphFile.Load(Golden.Path(name));
        Assert.Contains($"'{fetch}'", Assert.Throws<PlanException>(() => FetchNames.Resolve(file, new OpLookup(Registries.Old, file.Def), fetch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_placeholder_is_answered_with_those_there_are()
    {
        Assert.Contains("Near: 'image'. The graph has: 'image', 'unused'.", FetchNames.UnknownPlaceholder(File, "imag").Message, StringComparison.Ordinal);
        Assert.Contains("no placeholder (TopKV2)", FetchNames.UnknownPlaceholder(File, "top").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetches_need_only_the_placeholders_they_reach() => Assert.Equal(["image"], FetchReach.Placeholders(File, [new("top", 1)]).Select(p => p.Name));

    [Theory]
    [InlineData("a:z:2", "a", "z", 2, false)]
    [InlineData("a:1", "a", null, 1, false)]
    [InlineData("a", "a", null, 0, false)]
    [InlineData("^a", "a", null, -1, true)]
    public void Inputs_have_the_forms_of_graphs_and_of_bodies(string text, string node, string? arg, int index, bool control) =>
        Assert.Equal(new(node, arg, index, control), NodeInput.Parse(text));
}
