using Apache.Arrow;
using Apache.Arrow.Ipc;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>What a golden case expects, and whether a result is that.</summary>
internal static class GoldenResult
{
    internal static string[] BinaryFetches(this GoldenCase golden) => !golden.Json.TryGetProperty("expected", out var expected) ? []
        : [.. new ArrowStreamReader(File.OpenRead(golden.File(expected.GetProperty("arrows").GetString()!))).Schema.FieldsList
            .Where(f => Leaf(f.DataType) == Apache.Arrow.Types.ArrowTypeId.Binary).Select(f => f.Name)];

    private static Apache.Arrow.Types.ArrowTypeId Leaf(Apache.Arrow.Types.IArrowType type) =>
        type is Apache.Arrow.Types.NestedType { Fields: [var element] } ? Leaf(element.DataType) : type.TypeId;

    internal static void Same(GoldenCase golden, string input, List<RecordBatch> expected, List<RecordBatch> actual)
    {
        foreach (var field in expected[0].Schema.FieldsList)
        {
            var want = expected.SelectMany(b => ArrowCompare.Of(b.Column(field.Name))).ToList();
            var got = actual.SelectMany(b => ArrowCompare.Of(b.Column(field.Name))).ToList();
            Assert.Equal(want.Count, got.Count);
            for (var i = 0; i < want.Count; i++)
            {
                Assert.True(
                    ArrowCompare.Same(want[i], got[i], golden.RelativeTolerance, golden.AbsoluteTolerance),
                    $"{input} {field.Name} row {i}: {ArrowCompare.Text(got[i])}, wanted {ArrowCompare.Text(want[i])}");
            }
        }

        actual.ForEach(b => b.Dispose());
    }

    internal static List<RecordBatch> Read(string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }
}
