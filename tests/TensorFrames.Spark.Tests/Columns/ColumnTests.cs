namespace TensorFrames.Spark.Tests.Columns;

/// <summary>Columns, by the values they give on one row: a = 7, b = 2, s = 'Ada', n = null.</summary>
public sealed class ColumnTests
{
    private static readonly Column s_a = Column.Named("a");
    private static readonly Column s_b = Column.Named("b");
    private static readonly Column s_s = Column.Named("s");
    private static readonly Column s_n = Column.Named("n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public Task Arithmetic(Spark spark) => Gives(spark, "9, 5, 14, 3.5, 1, -7", s_a + s_b, s_a - s_b, s_a * s_b, s_a / s_b, s_a % s_b, -s_a);

    [Theory, EverySpark]
    public Task Comparison(Spark spark) => Gives(
        spark, "False, True, False, True, False, True, null", s_a == s_b, s_a != s_b, s_a < 2, s_a > 2L, s_a <= 1.5, s_a >= s_b, s_n == 1);

    [Theory, EverySpark]
    public Task A_string_beside_an_operator_is_a_value(Spark spark) => Gives(
        spark, "True, False, True, False, True, True", s_s == "Ada", s_s != "Ada", s_s < "B", s_s > "B", s_s <= "Ada", s_s >= "Ada");

    [Theory, EverySpark]
    public Task Logic(Spark spark) => Gives(spark, "False, True, False, True", s_a > 1 & s_b > 2, s_a > 1 | s_b > 2, !(s_a > 1), Column.Value(true) & true);

    [Theory, EverySpark]
    public Task Nulls_lists_and_patterns(Spark spark) => Gives(spark, "True, False, True, False, True", s_n.IsNull(), s_n.IsNotNull(), s_a.In(1, 7), s_s.In("x"), s_s.Like("A%"));

    [Theory, EverySpark]
    public Task Parts_of_structs_arrays_and_maps(Spark spark) => Gives(
        spark, "1, 20, 3", Column.Of("named_struct('x', 1)").Field("x"), Column.Of("array(10, 20)").Item(1), Column.Of("map('k', 3)").Item("k"));

    [Theory, EverySpark]
    public Task Casts(Spark spark) => Gives(spark, "7, 3.5", s_a.Cast("string"), Column.Of("a / b").Cast("decimal(3,1)"));

    [Theory, EverySpark]
    public Task Calls(Spark spark) => Gives(spark, "3, 7", Column.Call("length", s_s), Column.Call("greatest", s_a, s_b));

    [Theory, EverySpark]
    public async Task Constants_keep_their_type(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        object?[] values =
        [
            null, true, (sbyte)-1, (short)2, 3, 4L, 1.5f, 2.5, 12.50m, "it's", new byte[] { 1 }, new DateOnly(1969, 12, 31),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), TimeSpan.FromMilliseconds(1.5),
        ];
        var row = (await session.Range(1).Select([.. values.Select(Column.Value)]).CollectAsync(Token))[0];
        Assert.Equal(values, row);
        Assert.Equal(
            ["smallint", "int", "bigint", "decimal(20,0)"],
            (await session.Range(1).Select([.. ((object[])[(byte)1, (ushort)2, 3u, 4ul]).Select(Column.Value)]).Node.SchemaAsync(Token)).Struct.Fields.Select(field => SparkTypeText.Ddl(field.DataType)));
        Assert.Throws<PlanException>(() => Column.Value(new object()));
    }

    [Theory, EverySpark]
    public async Task SQL_takes_arguments_by_position_and_by_name(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        Assert.Equal("{x: 3, y: it's}", (await session.Sql("SELECT ? + 1 AS x, ? AS y", 2, "it's").CollectAsync(Token))[0].ToString());
        var named = new Dictionary<string, object?>(StringComparer.Ordinal) { ["low"] = 1L };
        Assert.Equal(1, await session.Sql("SELECT * FROM range(3) WHERE id > :low", named).CountAsync(Token));
    }

    [Theory, EverySpark]
    public async Task A_name_holds_any_characters(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Range(1).WithColumn("a.b `c`", "5");
        Assert.Equal(5, (await df.Select(df["a.b `c`"], Column.Named("a.b `c`")).CollectAsync(Token))[0].Get<int>(1));
    }

    private static async Task Gives(Spark spark, string values, params Column[] columns)
    {
        await using var session = await spark.ConnectAsync();
        var one = session.Sql("SELECT 7 AS a, 2 AS b, 'Ada' AS s, CAST(NULL AS int) AS n");
        var row = (await one.Select([.. columns.Select((column, i) => column.As($"c{i}"))]).CollectAsync(Token))[0];
        Assert.Equal(values, string.Join(", ", row.Select(value => value ?? "null")));
    }
}
