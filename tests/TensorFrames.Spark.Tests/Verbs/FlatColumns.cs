namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>A column of every fixed-width type that feeds a graph as it lies in memory: 39 bytes a row.</summary>
internal static class FlatColumns
{
    internal const int BytesOfRow = 8 + 4 + 8 + 4 + 2 + 1 + 4 + 8;

    /// <summary>Where <c>id</c> counts; <c>same_NAME</c> is each column's fetch.</summary>
    internal const string Select = """
        CAST(id AS DOUBLE) AS f64, CAST(id AS FLOAT) AS f32, id AS i64, CAST(id AS INT) AS i32, CAST(id % 30000 AS SMALLINT) AS i16, CAST(id % 100 AS TINYINT) AS i8,
        date_add(DATE'1970-01-01', CAST(id % 30000 AS INT)) AS day, timestamp_micros(id) AS moment
        """;

    internal static Graph Graph() => SmallGraphs.Same(
        ("f64", DType.Float64), ("f32", DType.Float32), ("i64", DType.Int64), ("i32", DType.Int32), ("i16", DType.Int16), ("i8", DType.Int8), ("day", DType.Int32), ("moment", DType.Int64));

    internal static DataFrame Mapped(SparkSession session, Graph graph, int rows, ExecutorOptions? executors = null) =>
        session.Sql($"SELECT {Select} FROM range(0, {rows}, 1, 3)").MapBlocks(graph, new MapOptions(), executors);

    /// <summary>Rows in which a fetch is not its column's own value.</summary>
    internal static Task<long> Wrong(DataFrame mapped) => mapped.Filter(
        "NOT (same_f64 = f64 AND same_f32 = f32 AND same_i64 = i64 AND same_i32 = i32 AND same_i16 = i16 AND same_i8 = i8 AND same_day = unix_date(day) AND same_moment = unix_micros(moment))")
        .CountAsync(TestContext.Current.CancellationToken);
}
