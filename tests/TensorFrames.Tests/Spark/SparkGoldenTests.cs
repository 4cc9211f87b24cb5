using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Spark;

/// <summary>Golden cases of the map verbs with Spark's column types on both sides: the values are Python TensorFlow's, one to one.</summary>
public sealed class SparkGoldenTests
{
    [Theory, EveryCase("map_blocks", "map_blocks_trimmed")]
    public void Every_case_gives_the_expected_values_in_Sparks_types(GoldenCase golden, Runtime tf)
    {
        Assert.SkipUnless(golden.RunsOn(tf.Version), $"not on {tf.Version}");
        foreach (var input in golden.Inputs)
        {
            var expected = GoldenResult.Read(golden.Expected);
            var actual = MapCaseTests.Run(golden, tf, Converted(GoldenTables.Open(input), BFloats(golden, "placeholders", golden.Feeds)), (_, options) => options with
            {
                SparkTypes = true,
                Shapes = expected[0].Schema.FieldsList.ToDictionary(f => f.Name, f => new TensorShape([.. Enumerable.Repeat(-1L, Rank(f.DataType))]), StringComparer.Ordinal),
            });
            Assert.All(actual[0].Schema.FieldsList, f => Assert.True(SparkTypes.Accepted(f.DataType), $"{f.Name}: {f.DataType.Name}"));
            var wanted = Converted(new MemoryTable(expected[0].Schema, expected), BFloats(golden, "outputs", []));
            GoldenResult.Same(golden, Path.GetFileName(input), [.. wanted.Batches], actual);
        }
    }

    internal static SparkRows Converted(TensorFrames.Tables.Table table, IReadOnlyCollection<string> bfloats)
    {
        var declared = new Schema([.. table.Schema.FieldsList.Select(f => bfloats.Contains(f.Name) ? new Field(f.Name, f.DataType, f.IsNullable, [new(SparkColumn.DTypeKey, "bfloat16")]) : f)], null);
        return new SparkRows(table, SparkTable.Of(declared, new Version(4, 3)));
    }

    // Raw bits in a uint16 column are bfloat16 only because somebody says so.
    internal static HashSet<string> BFloats(GoldenCase golden, string side, Dictionary<string, string> columns) => !golden.Json.TryGetProperty("inspect", out var inspect) ? [] : inspect.GetProperty(side).EnumerateArray()
        .Where(t => t.GetProperty("dtype").GetString() == "bfloat16")
        .Select(t => t.GetProperty("name").GetString()!)
        .Select(name => columns.GetValueOrDefault(name, name)).ToHashSet(StringComparer.Ordinal);

    private static int Rank(IArrowType type) => type is ListType or FixedSizeListType or LargeListType ? 1 + Rank(((NestedType)type).Fields[0].DataType) : 0;
}
