using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Tests.Types;

/// <summary>Spark's types, as it tells them, as Arrow hands them over, and back.</summary>
public sealed class TypeTests
{
    private const string Columns =
        """
        true AS b, 1Y AS i8, 2S AS i16, 3 AS i32, 4L AS i64, 1.5F AS f, 2.5D AS d, CAST(1 AS decimal(12,3)) AS dec, 's' AS s, X'01' AS bin,
        DATE'2026-11-26' AS day, TIMESTAMP'2026-11-26 12:00:00Z' AS ts, TIMESTAMP_NTZ'2026-11-26 12:00:00' AS ntz, INTERVAL '1' DAY AS span,
        INTERVAL '1' MONTH AS months, array(array(1.5F), NULL) AS a, map('k', named_struct('x', 1, 'y', array('z'))) AS m, NULL AS n
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Batches_have_the_types_that_the_schema_promises(Spark spark)
    {
        await using var session = await spark.ConnectAsync(new() { Confs = new Dictionary<string, string>(StringComparer.Ordinal) { ["spark.sql.session.timeZone"] = "Europe/Berlin" } });
        var df = session.Sql($"SELECT {Columns}");
        var schema = await df.SchemaAsync(Token);
        Assert.Equal("Europe/Berlin", ((TimestampType)schema.GetFieldByName("ts").DataType).Timezone);
        await foreach (var batch in df.ToBatchesAsync(Token))
        {
            using (batch)
            {
                Assert.Equal(schema.FieldsList.Select(Text), batch.Schema.FieldsList.Select(Text));
            }
        }
    }

    [Theory, EverySpark]
    public async Task JSON_and_SQL_of_a_schema_are_what_Spark_reads(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var type = await session.Sql($"SELECT {Columns}").Node.SchemaAsync(Token);
        var empty = Directory.CreateTempSubdirectory("tensorframes-spark-data-");
        foreach (var text in (string[])[SparkTypeJson.Of(type), SparkTypeText.Columns(type)])
        {
            var read = await session.Read.Schema(text).Format("json").Load(empty.FullName).Node.SchemaAsync(Token);
            Assert.Equal(Nullable(type), Nullable(read));
        }

        empty.Delete();

        // A file's columns may all be null.
        static string Nullable(Connect.DataType type) => SparkTypeText.Columns(type).Replace(" NOT NULL", "", StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Arrows_types_go_back_to_Sparks(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var df = session.Sql($"SELECT {Columns}");
        var back = ArrowToSpark.Schema(await df.SchemaAsync(Token));
        Assert.Equal((await df.SchemaDdlAsync(Token)).Replace("interval month", "interval year to month", StringComparison.Ordinal).Replace("interval day", "interval day to second", StringComparison.Ordinal), SparkTypeText.Columns(back));
    }

    private static string Text(Field field) => $"{field.Name}: {Text(field.DataType)}{(field.IsNullable ? "?" : "")}";

    private static string Text(IArrowType type) => type switch
    {
        TimestampType t => $"timestamp {t.Unit} {t.Timezone}",
        Decimal128Type t => $"decimal {t.Precision} {t.Scale}",
        NestedType t => $"{t.Name}<{string.Join(", ", t.Fields.Select(Text))}>",
        _ => type.Name,
    };
}
