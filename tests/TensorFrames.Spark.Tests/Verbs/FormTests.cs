using System.Text.RegularExpressions;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What travels to the worker, as Spark's own plan tells it.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed partial class FormTests
{
    private const string Rows = "MapInArrow";
    private const string Columns = "ArrowEvalPython";

    [Fact]
    public async Task What_is_neither_fed_nor_kept_stays_with_Spark()
    {
        const string table = "CAST(id AS DOUBLE) AS x, id AS a, id + 1 AS b, 'text' AS s, array(id) AS list, named_struct('f', id) AS st";
        Assert.Equal((Rows, "x"), await Travels(table, new MapOptions { Fetches = ["y"], Keep = [] }));
        Assert.Equal((Rows, "x, b"), await Travels(table, new MapOptions { Fetches = ["y"], Keep = ["b"] }));
        Assert.Equal((Columns, "x"), await Travels(table, new MapOptions { Fetches = ["y"] }));
    }

    [Theory]
    [InlineData(Rows, "x, id", "")]
    [InlineData(Rows, "x, id, a, b, c, d, e", "id + 1 AS a, id + 2 AS b, CAST(id AS FLOAT) AS c, id > 3 AS d, current_date() AS e")]
    [InlineData(Columns, "x", "id + 1 AS a, id + 2 AS b, CAST(id AS FLOAT) AS c, id > 3 AS d, current_date() AS e, id + 6 AS f")]
    [InlineData(Columns, "x", "CAST(id AS STRING) AS s")]
    [InlineData(Columns, "x", "CAST(CAST(id AS STRING) AS BINARY) AS s")]
    [InlineData(Columns, "x", "array(id) AS list")]
    [InlineData(Columns, "x", "map(id, id) AS m")]
    [InlineData(Columns, "x", "named_struct('f', id) AS st")]
    public async Task Few_numbers_go_along_as_rows_and_more_or_wider_columns_stay(string form, string sent, string others) =>
        Assert.Equal((form, sent), await Travels("CAST(id AS DOUBLE) AS x, id" + (others.Length > 0 ? ", " : "") + others, new MapOptions { Fetches = ["y"] }));

    [Theory]
    [InlineData(MapForm.Rows, Rows, "x, s, list")]
    [InlineData(MapForm.FedColumns, Columns, "x")]
    public async Task A_form_that_is_asked_for_is_taken(MapForm asked, string form, string sent)
    {
        Assert.Equal((form, sent), await Travels("CAST(id AS DOUBLE) AS x, CAST(id AS STRING) AS s, array(id) AS list", new MapOptions { Fetches = ["y"] }, asked));
        Assert.Equal((form, asked == MapForm.Rows ? "x, id" : "x"), await Travels("CAST(id AS DOUBLE) AS x, id", new MapOptions { Fetches = ["y"] }, asked));
    }

    // The operator, and the columns that it hands to the worker: all of its input's, or the function's arguments.
    private static async Task<(string Form, string Sent)> Travels(string table, MapOptions options, MapForm asked = MapForm.Automatic)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await SparkRows.Main.ConnectAsync();
        var mapped = session.Sql($"SELECT {table} FROM range(0, 10, 1, 2)").MapBlocks(graph, options, new ExecutorOptions { Form = asked });
        var plan = await mapped.ExplainAsync(ExplainMode.Formatted, TestContext.Current.CancellationToken);
        Assert.True(Operator().Match(plan) is { Success: true }, plan);
        var told = Operator().Match(plan);
        var sent = Number().Replace((told.Groups["form"].Value == Rows ? told.Groups["input"] : told.Groups["arguments"]).Value, "");

        // Our own explanation says the same without asking Spark.
        var explained = Assert.Single(await mapped.ExplainVerbsAsync(TestContext.Current.CancellationToken));
        Assert.Equal((told.Groups["form"].Value, sent), (explained.Form == MapForm.Rows ? Rows : Columns, string.Join(", ", explained.Sent)));
        Assert.StartsWith(told.Groups["form"].Value, explained.Stages[0], StringComparison.Ordinal);
        return (told.Groups["form"].Value, sent);
    }

    [GeneratedRegex(@"\(\d+\) (?<form>MapInArrow|ArrowEvalPython)[^\n]*\nInput \[\d+\]: \[(?<input>[^\]]*)\]\nArguments: [^\n]*?map_blocks\((?<arguments>[^)]*)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Operator();

    [GeneratedRegex(@"#\d+L?", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
