using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.DataFrames;

/// <summary>A plan stays as it was made, whatever becomes of the lists it was made from.</summary>
public sealed class OwnListsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task A_list_that_changes_before_the_first_action_changes_no_plan(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var frame = session.Sql("SELECT CAST(id AS DOUBLE) AS x, id div 2 AS y FROM range(0, 4, 1, 1)");
        List<Column> columns = ["x"];
        List<string> names = ["x"];
        List<KeyValuePair<string, Column>> pairs = [new("z", "x + 1")];
        List<string> fetches = ["y"];
        DataFrame[] plans =
        [
            frame.Select(columns), frame.OrderBy(columns).Limit(1), frame.Select(Column.Call("negative", columns).As("n")), frame.WithColumns(pairs),
            frame.Drop(names), frame.DropDuplicates(names), frame.Join(frame, names), frame.GroupBy(columns).Count(), frame.GroupBy("x", "y").Agg(columns),
            frame.Select("x").MapBlocks(graph, fetches), frame.Select("x").MapBlocks(graph, new MapOptions { Keep = names }), frame.Select(graph.Of(columns).As("of")),
        ];
        var writer = frame.Write.PartitionBy(names);
        var before = await Columns([
            frame.Select("x"), frame.OrderBy("x").Limit(1), frame.Select(Column.Call("negative", "x").As("n")), frame.WithColumn("z", "x + 1"),
            frame.Drop("x"), frame.DropDuplicates("x"), frame.Join(frame, ["x"]), frame.GroupBy("x").Count(), frame.GroupBy("x", "y").Agg("x"),
            frame.Select("x").MapBlocks(graph, "y"), frame.Select("x").MapBlocks(graph, new MapOptions { Keep = ["x"] }), frame.Select(graph.Of("x").As("of")),
        ]);
        (columns[0], names[0], pairs[0], fetches[0]) = ("-y", "y", new("w", "y"), "x");
        columns.Add("y");
        names.Add("y");
        Assert.Equal(before, await Columns(plans));

        var folder = Path.Combine(SparkServers.Root, "own-lists-" + Guid.NewGuid().ToString("N"));
        await writer.ParquetAsync(folder, Token);
        Assert.All(Directory.GetDirectories(folder), d => Assert.StartsWith("x=", Path.GetFileName(d), StringComparison.Ordinal));
        Assert.Equal(4, Directory.GetDirectories(folder).Length);
    }

    private static async Task<List<string>> Columns(DataFrame[] plans)
    {
        List<string> told = [];
        foreach (var plan in plans)
        {
            told.Add($"{await plan.SchemaDdlAsync(Token)}: {string.Join(" ", (await plan.CollectAsync(Token)).Select(row => row.ToString()).Order(StringComparer.Ordinal))}");
        }

        return told;
    }
}
