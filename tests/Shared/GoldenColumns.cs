using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark;

namespace TensorFrames.Tests;

/// <summary>What has to be said of a golden case's columns before Spark's types take them.</summary>
internal static class GoldenColumns
{
    /// <summary>The columns of its inputs, or of its results. Raw bits in a uint16 column are bfloat16 only because somebody says so.</summary>
    internal static Schema Inputs(GoldenCase golden, Schema columns) => Declared(columns, BFloats(golden, "placeholders").Select(p => golden.Feeds.GetValueOrDefault(p, p)));

    /// <inheritdoc cref="Inputs"/>
    internal static Schema Results(GoldenCase golden, Schema columns) => Declared(columns, BFloats(golden, "outputs"));

    /// <summary>As many open dimensions as the expected cells have, for fetches whose rank the graph leaves open.</summary>
    internal static Dictionary<string, TensorShape> Shapes(Schema expected) =>
        expected.FieldsList.ToDictionary(f => f.Name, f => new TensorShape([.. Enumerable.Repeat(-1L, Rank(f.DataType))]), StringComparer.Ordinal);

    private static Schema Declared(Schema columns, IEnumerable<string> bfloats) =>
        new([.. columns.FieldsList.Select(f => bfloats.Contains(f.Name) ? new Field(f.Name, f.DataType, f.IsNullable, [new(SparkColumn.DTypeKey, "bfloat16")]) : f)], null);

    private static IEnumerable<string> BFloats(GoldenCase golden, string side) => !golden.Json.TryGetProperty("inspect", out var inspect) ? []
        : inspect.GetProperty(side).EnumerateArray().Where(t => t.GetProperty("dtype").GetString() == "bfloat16").Select(t => t.GetProperty("name").GetString()!);

    private static int Rank(IArrowType type) => type is ListType or FixedSizeListType or LargeListType ? 1 + Rank(((NestedType)type).Fields[0].DataType) : 0;
}
