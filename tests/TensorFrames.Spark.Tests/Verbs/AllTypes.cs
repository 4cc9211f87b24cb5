namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Rows with a column of every type that travels as Arrow in every version, nulls among them, and x for a graph.</summary>
internal static class AllTypes
{
    private static readonly string[] s_columns = ["bo", "i8", "i16", "i32", "i64", "f32", "f64", "s", "bin", "d", "ts", "tn", "dec", "af", "aad", "st", "m", "ym", "dt"];

    internal const string Sql = """
        SELECT CAST(id AS DOUBLE) AS x,
               IF(n, NULL, id % 2 = 0) AS bo, IF(n, NULL, CAST(-id AS TINYINT)) AS i8, IF(n, NULL, CAST(id * 300 AS SMALLINT)) AS i16,
               IF(n, NULL, CAST(id * 100000 AS INT)) AS i32, IF(n, NULL, id * 10000000000) AS i64, IF(n, NULL, CAST(id / 3 AS FLOAT)) AS f32,
               IF(n, NULL, id / 7D) AS f64, IF(n, NULL, concat('é😀', CAST(id AS STRING))) AS s, IF(n, NULL, unhex(hex(id))) AS bin,
               IF(n, NULL, date_add(DATE'1969-12-30', CAST(id AS INT))) AS d, IF(n, NULL, timestamp_micros(id * 1234567890123)) AS ts,
               IF(n, NULL, TIMESTAMP_NTZ'2024-02-29 01:02:03.000004') AS tn, IF(n, NULL, CAST(id AS DECIMAL(20, 3)) / 3) AS dec,
               IF(n, NULL, array(CAST(id AS FLOAT), NULL)) AS af, IF(n, NULL, array(array(CAST(id AS DOUBLE)), array())) AS aad,
               IF(n, NULL, named_struct('a', id, 'b', array('u', NULL))) AS st, IF(n, NULL, map('k', id)) AS m,
               IF(n, NULL, INTERVAL '1-2' YEAR TO MONTH) AS ym, IF(n, NULL, INTERVAL '3 04:05:06.000007' DAY TO SECOND) AS dt
        FROM (SELECT id, id % 5 = 3 AS n FROM range(0, 40, 1, 2))
        """;

    /// <summary>Every column but x, as Spark prints it.</summary>
    internal static Task<List<string?>> Text(DataFrame frame) =>
        Rows.Texts(frame.SelectExpr($"to_json(struct({string.Join(", ", s_columns.Select(c => c is "bin" ? "hex(bin) AS bin" : c is "ym" or "dt" ? $"CAST({c} AS STRING) AS {c}" : c))}), map('ignoreNullFields', 'false')) AS row"), "row");
}
