using Apache.Arrow;
using TensorFrames.Spark;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Spark;

/// <summary>Golden cases of the map verbs with Spark's column types on both sides: the values are Python TensorFlow's, one to one.</summary>
public sealed class SparkGoldenTests
{
    [Theory, EveryCase("map_blocks", "map_blocks_trimmed", "map_rows")]
    public void Every_case_gives_the_expected_values_in_Sparks_types(GoldenCase golden, Runtime tf)
    {
        Assert.SkipUnless(golden.RunsOn(tf.Version), $"not on {tf.Version}");
        foreach (var input in golden.Inputs)
        {
            var expected = GoldenResult.Read(golden.Expected);
            var actual = GoldenMaps.Run(golden, tf, Converted(GoldenTables.Open(input), columns => GoldenColumns.Inputs(golden, columns)), (_, options) => options with
            {
                SparkTypes = true,
                Shapes = GoldenColumns.Shapes(expected[0].Schema),
            });
            Assert.All(actual[0].Schema.FieldsList, f => Assert.True(SparkTypes.Accepted(f.DataType), $"{f.Name}: {f.DataType.Name}"));
            var wanted = Converted(new MemoryTable(expected[0].Schema, expected), columns => GoldenColumns.Results(golden, columns));
            GoldenResult.Same(golden, Path.GetFileName(input), [.. wanted.Batches], actual);
        }
    }

    private static SparkRows Converted(TensorFrames.Tables.Table table, Func<Schema, Schema> declared) =>
        new(table, SparkTable.Of(declared(table.Schema), new Version(4, 3)));
}
