using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Tests.Local;

public sealed class LocalChunkTests
{
    [Theory]
    [InlineData("4.0")]
    [InlineData("4.3")]
    public void Rows_beyond_what_one_array_holds_are_refused_with_the_fix(string spark)
    {
        var schema = new Schema([new Field("id", Int64Type.Default, false)], null);
        using var chunk = new LocalChunk(new Version(spark), schema, most: 3 << 20);
        Add();
        Add();
        var error = Assert.Throws<PlanException>(Add);
        Assert.Contains("more than 3 MB in Spark's types", error.Message, StringComparison.Ordinal);
        Assert.Contains("Fix:", error.Message, StringComparison.Ordinal);

        void Add()
        {
            using var batch = new RecordBatch(schema, [new Int64Array.Builder().AppendRange(new long[(1 << 20) / sizeof(long) + 1]).Build()], (1 << 20) / sizeof(long) + 1);
            foreach (var piece in chunk.Convert(batch, int.MaxValue))
            {
                chunk.Add(piece);
            }
        }
    }
}
