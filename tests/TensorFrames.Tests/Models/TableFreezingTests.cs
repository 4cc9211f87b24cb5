using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;
using Built = TensorFrames.Building.GraphBuilder;
using Tensor = TensorFrames.Building.Tensor;

namespace TensorFrames.Tests.Models;

/// <summary>Lookup tables live in the frozen graph, filled from constants.</summary>
public sealed class TableFreezingTests : IDisposable
{
    private static readonly (string, string, DType)[] s_word = [("word", "word:0", DType.String)];
    private static readonly (string, string, DType)[] s_id = [("id", "id:0", DType.Int64)];
    private readonly SavedModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory, EveryRuntime]
    public void A_table_of_constants_is_found_in_every_run(Runtime tf)
    {
        var graph = Filled(Lookup("HashTableV2", "LookupTableFindV2").Texts("keys", "a", "b").Int64("values", 7, 8), "InitializeTableV2");
        Gives(tf, _models.Save(graph, s_word, s_id, Initialized), [8, -1, 7]);
    }

    [Theory, EveryRuntime]
    public void A_key_that_is_given_twice_counts_once(Runtime tf)
    {
        var graph = Filled(Lookup("HashTableV2", "LookupTableFindV2").Texts("keys", "a", "b", "a").Int64("values", 7, 8, 7), "InitializeTableV2");
        Gives(tf, _models.Save(graph, s_word, s_id, Initialized), [8, -1, 7]);
    }

    [Theory, EveryRuntime]
    public void A_table_of_the_first_generation_too(Runtime tf)
    {
        var graph = Filled(Lookup("HashTable", "LookupTableFind").Texts("keys", "a", "b").Int64("values", 7, 8), "InitializeTable");
        Gives(tf, _models.Save(graph, s_word, s_id, Initialized), [8, -1, 7]);
    }

    [Theory, EveryRuntime]
    public void A_mutable_table_that_nothing_changes_too(Runtime tf)
    {
        var graph = Lookup("MutableHashTableV2", "LookupTableFindV2").Texts("keys", "a", "b").Int64("values", 7, 8)
            .Node("init", "LookupTableImportV2", ["table", "keys", "values"], ("Tin", GraphBuilder.Type(DType.String)), ("Tout", GraphBuilder.Type(DType.Int64)));
        Gives(tf, _models.Save(graph, s_word, s_id, Initialized), [8, -1, 7]);
    }

    [Theory, EveryRuntime]
    public void Two_models_in_one_graph_have_a_table_each_though_both_call_it_the_same(Runtime tf)
    {
        using var both = new Built(tf.Open());
        var word = both.Placeholder(DType.String, new(-1), "word");
        foreach (var (name, first) in new[] { ("one", 7L), ("two", 9L) })
        {
            var lookup = Filled(Lookup("HashTableV2", "LookupTableFindV2").Texts("keys", "a", "b").Int64("values", first, first + 1), "InitializeTableV2");
            lookup.Def.Node.First(n => n.Name == "table").Attr.Add("shared_name", new AttrValue { S = ByteString.CopyFromUtf8("words") });
            using var model = Model.Load(_models.Save(lookup, s_word, s_id, Initialized));
            _ = both.Append(model.Signatures.Default.Freeze(), new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["word"] = word }, name)["id"].Identity().Named(name + "_id");
        }

        using var graph = both.ToGraph();
        using var results = graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["word"] = TensorValue.Strings(["b"], 1) }, "one_id", "two_id");
        Assert.Equal([8, 10], new[] { results.Values<long>("one_id")[0], results.Values<long>("two_id")[0] });
    }

    [Theory, EveryRuntime]
    public void Columns_of_a_text_file_too(Runtime tf)
    {
        Asset("words.txt", "5|b|8\r\n6|a|7\n5|b|8\n7|c|9");
        var graph = FromFile(key: 1, value: 2, "|");
        Gives(tf, _models.Save(graph, s_word, s_id, Named("words.txt")), [8, -1, 7]);
    }

    [Theory]
    [InlineData("a|x", "line 1", "no value")]
    [InlineData("a|1\na|2", "line 2", "an earlier line")]
    public void Lines_that_fill_no_table_are_refused(string text, params string[] words)
    {
        Asset("words.txt", text);
        using var model = Model.Load(_models.Save(FromFile(key: 0, value: 1, "|"), s_word, s_id, Named("words.txt")));
        var error = Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze());
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../saved_model.pb")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../saved_model.pb")]
    [InlineData("words\0.txt")]
    [InlineData("")]
    public void An_asset_outside_of_the_model_is_refused(string name)
    {
        Asset("words.txt", "a|1");
        var folder = _models.Save(FromFile(key: 0, value: 1, "|"), s_word, s_id, Named(name));
        Assert.Contains("outside of the model's folder", Assert.Throws<GraphException>(() => Model.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assets/words.txt")]
    [InlineData("assets")]
    public void An_asset_that_a_link_leads_out_of_the_model_is_refused(string link)
    {
        using var outside = new Ipc.TemporaryFolder();
        var folder = _models.Save(FromFile(key: 0, value: 1, "|"), s_word, s_id, Named("words.txt"));
        outside.Write("words.txt", "a|1"u8.ToArray());
        Directory.CreateDirectory(Path.GetDirectoryName(_models.At(link))!);
        File.CreateSymbolicLink(_models.At(link), link == "assets" ? outside.Folder : outside.At("words.txt"));
        Assert.Contains("a link to a file outside of the model's folder", Assert.Throws<GraphException>(() => Model.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leaves_a_folder_through_another_link_is_followed_as_the_kernel_does()
    {
        using var outside = new Ipc.TemporaryFolder();
        var folder = _models.Save(FromFile(key: 0, value: 1, "|"), s_word, s_id, Named("words.txt"));
        Directory.CreateDirectory(outside.At("inner"));
        outside.Write("secret", "a|1"u8.ToArray());
        Asset("secret", "a|2");
        Directory.CreateSymbolicLink(_models.At("assets/away"), outside.At("inner"));
        File.CreateSymbolicLink(_models.At("assets/words.txt"), "away/../secret");
        Assert.Contains("a link to a file outside of the model's folder", Assert.Throws<GraphException>(() => Model.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void An_asset_that_a_link_names_within_the_model_is_read_also_where_the_model_is_a_link(Runtime tf)
    {
        Asset("words.real", "a|7\nb|8");
        File.CreateSymbolicLink(_models.At("assets/words.txt"), "words.real");
        var folder = _models.Save(FromFile(key: 0, value: 1, "|"), s_word, s_id, Named("words.txt"));
        using var elsewhere = new Ipc.TemporaryFolder();
        Directory.CreateSymbolicLink(elsewhere.At("model"), folder);
        Gives(tf, elsewhere.At("model"), [8, -1, 7]);
    }

    [Theory]
    [InlineData("MutableDenseHashTableV2")]
    [InlineData("MutableHashTableOfTensorsV2")]
    [InlineData("AnonymousHashTable")]
    public void A_table_of_another_kind_is_refused_and_not_taken_for_an_empty_one(string op)
    {
        using var model = Model.Load(_models.Save(Lookup(op, "LookupTableFindV2"), s_word, s_id));
        var error = Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze());
        Assert.Equal("table", error.Node);
        Assert.Contains(op, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_asset_is_not_read()
    {
        var graph = FromFile(key: 0, value: 1, "|");
        var folder = _models.Save(graph, s_word, s_id, Initialized);
        using var model = Model.Load(folder);
        Assert.Contains("lookup table 'table'", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Message, StringComparison.Ordinal);
    }

    private void Asset(string name, string text)
    {
        Directory.CreateDirectory(_models.At("assets"));
        File.WriteAllText(_models.At("assets/" + name), text);
    }

    private static GraphBuilder FromFile(int key, int value, string delimiter) => Lookup("HashTableV2", "LookupTableFindV2").Text("file", "a path of the program that saved it")
        .Node("init", "InitializeTableFromTextFileV2", ["table", "file"], ("key_index", new AttrValue { I = key }), ("value_index", new AttrValue { I = value }), ("delimiter", new AttrValue { S = ByteString.CopyFromUtf8(delimiter) }));

    private static Action<MetaGraphDef> Named(string asset) => meta =>
    {
        Initialized(meta);
        meta.AssetFileDef.Add(new AssetFileDef { TensorInfo = new() { Name = "file:0" }, Filename = asset });
    };

    private static GraphBuilder Lookup(string table, string find) => new GraphBuilder().Placeholder("word", DType.String, -1)
        .Node("table", table, [], ("key_dtype", GraphBuilder.Type(DType.String)), ("value_dtype", GraphBuilder.Type(DType.Int64)))
        .Int64Scalar("none", -1).Node("id", find, ["table", "word", "none"], ("Tin", GraphBuilder.Type(DType.String)), ("Tout", GraphBuilder.Type(DType.Int64)));

    private static GraphBuilder Filled(GraphBuilder lookup, string initialize) =>
        lookup.Node("init", initialize, ["table", "keys", "values"], ("Tkey", GraphBuilder.Type(DType.String)), ("Tval", GraphBuilder.Type(DType.Int64)));

    // Ids of b, ?, a: more than once, since a table is filled once a session.
    private static void Gives(Runtime tf, string folder, long[] wanted)
    {
        using var model = Model.Load(folder, runtime: tf.Open());
        for (var run = 0; run < 3; run++)
        {
            using var results = model.Signatures.Default.Graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["word"] = TensorValue.Strings(["b", "?", "a"], 3) }, "id");
            Assert.Equal(wanted, results.Values<long>("id").ToArray());
        }
    }
}
