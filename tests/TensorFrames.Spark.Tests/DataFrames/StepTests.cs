namespace TensorFrames.Spark.Tests.DataFrames;

/// <summary>Each step of a plan, by the rows it gives.</summary>
public sealed class StepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public Task Select_takes_names_SQL_and_columns(Spark spark) => Gives(
        spark, s => s.Range(2).Select("id", "id + 1 AS next", Column.Of("id * 2").As("twice")), "{id: 0, next: 1, twice: 0} {id: 1, next: 2, twice: 2}");

    [Theory, EverySpark]
    public Task SelectExpr_takes_SQL(Spark spark) => Gives(spark, s => s.Range(2).SelectExpr("id", "-id AS minus"), "{id: 0, minus: 0} {id: 1, minus: -1}");

    [Theory, EverySpark]
    public Task Filter_takes_SQL_or_operators(Spark spark) =>
        Gives(spark, s => { var df = s.Range(9).Filter("id % 2 = 0"); return df.Where((df["id"] > 2) & !(df["id"] == 6)); }, "{id: 4} {id: 8}");

    [Theory, EverySpark]
    public Task Columns_are_added_replaced_renamed_and_dropped(Spark spark) => Gives(
        spark,
        s => s.Range(1).WithColumn("x", "1").WithColumns(new("x", "x + 1"), new("y", "x + 10")).WithColumnRenamed("y", "z").WithColumnRenamed("nope", "q").Drop("id", "nope"),
        "{x: 2, z: 11}");

    [Theory, EverySpark]
    public Task Join_by_condition_tells_both_sides_apart(Spark spark) => Gives(
        spark,
        s =>
        {
            var (a, b) = (s.Range(3), s.Range(1, 4).WithColumn("y", "id * 10"));
            return a.Join(b, a["id"] == b["id"], JoinType.Left).Select(a["id"], b["y"]).OrderBy(a["id"]);
        },
        "{id: 0, y: null} {id: 1, y: 10} {id: 2, y: 20}");

    [Theory, EverySpark]
    public Task Join_by_names_has_them_once(Spark spark) => Gives(
        spark, s => s.Range(3).Join(s.Range(2).WithColumn("y", "id + 5"), ["id"]).OrderBy("id"), "{id: 0, y: 5} {id: 1, y: 6}");

    [Theory, EverySpark]
    public Task Other_joins_keep_what_they_say(Spark spark) => Gives(
        spark,
        s => s.Range(4).Join(s.Range(2), ["id"], JoinType.LeftAnti).CrossJoin(s.Range(1).Select("id AS one")).Union(s.Range(4).Join(s.Range(1), ["id"], JoinType.LeftSemi).Select("id", "id")).OrderBy("id"),
        "{id: 0, one: 0} {id: 2, one: 0} {id: 3, one: 0}");

    [Theory, EverySpark]
    public Task Union_by_name_fills_what_is_missing(Spark spark) => Gives(
        spark, s => s.Range(1).UnionByName(s.Range(1).Select("7 AS y"), allowMissingColumns: true), "{id: 0, y: null} {id: null, y: 7}");

    [Theory, EverySpark]
    public Task Groups_are_aggregated(Spark spark) => Gives(
        spark, s => s.Range(5).GroupBy("id % 2 AS k").Agg("count(*) AS n", "sum(id) AS total").OrderBy("k"), "{k: 0, n: 3, total: 6} {k: 1, n: 2, total: 4}");

    [Theory, EverySpark]
    public Task All_rows_are_one_group_without_keys(Spark spark) => Gives(spark, s => s.Range(5).Agg(Column.Call("max", "id").As("most")), "{most: 4}");

    [Theory, EverySpark]
    public Task Order_takes_directions_in_SQL_and_in_columns(Spark spark) => Gives(
        spark,
        s => s.Sql("SELECT * FROM VALUES (1, 'a'), (NULL, 'b'), (2, 'a') AS t(x, y)").OrderBy(Column.Named("y").Asc(), "x DESC NULLS FIRST"),
        "{x: 2, y: a} {x: 1, y: a} {x: null, y: b}");

    [Theory, EverySpark]
    public Task Limit_and_offset_cut_the_rows(Spark spark) => Gives(spark, s => s.Range(9).OrderBy("id").Offset(2).Limit(3), "{id: 2} {id: 3} {id: 4}");

    [Theory, EverySpark]
    public Task Distinct_and_drop_duplicates_leave_one_of_each(Spark spark) => Gives(
        spark, s => s.Range(6).Select("id % 2 AS k", "id % 2 AS l").Distinct().DropDuplicates("k").OrderBy("k"), "{k: 0, l: 0} {k: 1, l: 1}");

    [Theory, EverySpark]
    public async Task A_sample_of_one_seed_is_the_same_twice(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(0, 1000, 1, 2);
        var (first, second) = (await df.Sample(0.1, seed: 3).CountAsync(Token), await df.Sample(0.1, seed: 3).CountAsync(Token));
        Assert.Equal(first, second);
        Assert.InRange(first, 50, 150);
        Assert.InRange(await df.Sample(3, withReplacement: true).CountAsync(Token), 2500, 3500);
    }

    [Theory, EverySpark]
    public async Task Rows_are_repartitioned_as_asked(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(0, 100, 1, 4);
        Assert.Equal(3, await Partitions(df.Repartition(3)));
        Assert.Equal(2, await Partitions(df.Coalesce(2)));
        Assert.Equal(5, (await df.Repartition(8, "id % 5 AS k").Select("id % 5 AS k", "spark_partition_id() AS p").Distinct().CollectAsync(Token)).Count);
        Assert.True((await df.Repartition("id % 5").Select("id % 5 AS k", "spark_partition_id() AS p").Distinct().CollectAsync(Token)).Count == 5);
        Assert.Equal(4, await Partitions(df.SortWithinPartitions("id DESC")));
    }

    [Theory, EverySpark]
    public async Task Sessions_do_not_mix(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await using var other = await spark.ConnectAsync();
        Assert.Throws<PlanException>(() => session.Range(1).Union(other.Range(1)));
    }

    [Theory, EverySpark]
    public async Task Aliases_serve_SQL_conditions(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var joined = session.Range(3).Alias("a").Join(session.Range(2).Alias("b"), "a.id = b.id + 1");
        Assert.Equal("{id: 1, id: 0} {id: 2, id: 1}", Text(await joined.OrderBy("a.id").CollectAsync(Token)));
    }

    private static async Task<int> Partitions(DataFrame df) => (int)await df.Select("spark_partition_id() AS p").Distinct().CountAsync(Token);

    private static async Task Gives(Spark spark, Func<SparkSession, DataFrame> plan, string rows)
    {
        await using var session = await spark.ConnectAsync();
        Assert.Equal(rows, Text(await plan(session).CollectAsync(Token)));
    }

    private static string Text(IReadOnlyList<Row> rows) => string.Join(" ", rows);
}
