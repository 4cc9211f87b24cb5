using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Files;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden cases about the forms of tables: every form gives the same result, broken ones give an error.</summary>
public sealed class TableFormTests
{
    [Theory, EveryRuntime]
    public void Every_form_of_a_table_gives_the_same_result(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var golden = new GoldenCase("14_table_formats");
        foreach (var form in golden.Json.GetProperty("forms").EnumerateObject())
        {
            var options = new TableFileOptions { CsvSchema = form.Name.EndsWith(".csv", StringComparison.Ordinal) ? Csv : null };
            GoldenMaps.SameAsExpected(golden, form.Name, GoldenMaps.Run(golden, tf, TableFiles.Open(golden.File(form.Name), options)));
        }
    }

    [Theory, EveryRuntime]
    public void Broken_tables_are_errors_and_a_missing_end_marker_is_none(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var golden = new GoldenCase("10_broken_tables");
        foreach (var file in golden.Json.GetProperty("files").EnumerateObject())
        {
            if (file.Value.TryGetProperty("rows", out var rows))
            {
                Assert.Equal(rows.GetInt32(), GoldenMaps.Run(golden, tf, TableFiles.Open(golden.File(file.Name))).Sum(b => b.Length));
            }
            else
            {
                var error = Assert.Throws<TableException>(() => GoldenMaps.Run(golden, tf, TableFiles.Open(golden.File(file.Name))));
                Assert.Contains(file.Name, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory, EveryRuntime]
    public void Columns_of_any_type_pass_through_with_their_metadata(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        foreach (var name in new[] { "14_pass_through", "14_schema_metadata" })
        {
            var golden = new GoldenCase(name);
            using var graph = Graph.Load(golden.Model, tf.Open());
            foreach (var input in golden.Inputs)
            {
                var table = TableFiles.Open(input);
                var frame = Frame.From(table).MapBlocks(graph, new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches });
                var batches = frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken).ToList();
                Assert.All(table.Schema.FieldsList, field => Assert.Equal(field.Metadata ?? NoMetadata, frame.Schema!.GetFieldByName(field.Name).Metadata ?? NoMetadata));
                Assert.Equal(table.Schema.Metadata ?? NoMetadata, frame.Schema!.Metadata ?? NoMetadata);
                using var reader = table.Partitions[0].Open();
                foreach (var batch in batches)
                {
                    using var want = reader.Read(TestContext.Current.CancellationToken);
                    Assert.All(table.Schema.FieldsList, field => ArrowCompare.Equal(want!.Column(field.Name), batch.Column(field.Name)));
                }
            }
        }
    }

    private static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    private static Schema Csv { get; } = new(
        [new("id", Int64Type.Default, true), new("x", FloatType.Default, true), new("y", DoubleType.Default, true), new("flag", BooleanType.Default, true), new("name", StringType.Default, true)], null);
}
