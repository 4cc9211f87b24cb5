using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Memory;

public sealed class StringLifetimeTests
{
    // Reverse copies string views, not text: what comes out points into what went in.
    [Theory, EveryRuntime]
    public void Text_that_outputs_still_view_outlives_its_column(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.String, -1).Int32("axis", 0)
                .Node("y", "ReverseV2", ["x", "axis"], GraphBuilder.T(DType.String), ("Tidx", GraphBuilder.Type(DType.Int32))).Bytes,
            tf.Open());
        var text = Enumerable.Range(0, 50).Select(i => $"a text that is longer than twenty-two bytes, number {i}").ToArray();
        var batch = Columns.Tables.Run(graph, new MapOptions { Fetches = ["y"], Keep = [] }, ("x", new StringArray.Builder().AppendRange(text).Build()));
        GC.Collect();
        var y = (StringArray)batch.Column("y");
        Assert.Equal(text.Reverse(), Enumerable.Range(0, y.Length).Select(i => y.GetString(i)));
    }

    [Theory, EveryRuntime]
    public void Borrowed_text_is_counted_as_borrowed_from_2_4_on(Runtime tf)
    {
        var text = new StringArray.Builder().AppendRange(["short", "a text that is longer than twenty-two bytes"]).Build();
        var feed = Identity.Run(tf, text, DType.String, new(-1)).Report.Feeds[0];
        Assert.Equal(tf.Version == TestRuntimes.Old ? (0L, 48L) : (48L, 0L), (feed.BorrowedBytes, feed.CopiedBytes));
    }
}
