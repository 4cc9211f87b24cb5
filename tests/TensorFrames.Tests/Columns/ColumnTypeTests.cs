using System.Reflection;
using Apache.Arrow;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Tests.Columns;

/// <summary>Every column type of the README's table, there and back, on every runtime.</summary>
public sealed class ColumnTypeTests
{
    [Theory, EveryColumn]
    public void Values_come_back_as_they_were(string kind, Runtime tf) =>
        Same(Find(kind).Make(), Identity.Run(tf, Find(kind).Make(), Find(kind).DType, Find(kind).Shape, Binary(kind)).Column);

    [Theory, EveryColumn]
    public void Slices_with_an_offset_come_back_as_they_were(string kind, Runtime tf)
    {
        var slice = ArrowArrayFactory.Slice(Find(kind).Make(), 5, 31);
        Same(slice, Identity.Run(tf, slice, Find(kind).DType, Find(kind).Shape, Binary(kind)).Column);
    }

    [Theory, EveryColumn]
    public void Is_borrowed_where_the_table_says_so(string kind, Runtime tf)
    {
        var feed = Identity.Run(tf, Find(kind).Make(), Find(kind).DType, Find(kind).Shape, Binary(kind)).Report.Feeds[0];
        var borrowed = tf.Version == TestRuntimes.Old ? Find(kind).BorrowedByOld : Find(kind).BorrowedByNew;
        Assert.Equal((borrowed ? 1L : 0L, borrowed ? 0L : 1L), (feed.BorrowedTensors, feed.CopiedTensors));
    }

    [Theory, EveryColumn]
    public void Lists_and_unknown_ranks_take_the_same_values(string kind, Runtime tf)
    {
        var open = Find(kind).Shape == new TensorShape(-1, 3, 4) ? Find(kind).Shape : TensorShape.Unknown;
        Same(Find(kind).Make(), Identity.Run(tf, Find(kind).Make(), Find(kind).DType, open, Binary(kind)).Column);
    }

    // Values as they lie in Arrow: text by its bytes, booleans by their bits.
    [Theory, EveryColumn]
    public void Every_byte_fed_is_counted_once_as_borrowed_or_copied(string kind, Runtime tf)
    {
        var column = Find(kind).Make();
        var leaves = ArrowCompare.Of(column).SelectMany(cell => Flatten(cell) is List<object?> list ? list : [cell]).ToList();
        var bytes = Find(kind).DType switch
        {
            DType.String => leaves.Sum(leaf => (long)((byte[])leaf!).Length),
            DType.Bool => (leaves.Count + 7) / 8,
            var dtype => (long)leaves.Count * dtype.Width(),
        };
        var feed = Identity.Run(tf, column, Find(kind).DType, Find(kind).Shape, Binary(kind)).Report.Feeds[0];
        Assert.Equal(bytes, feed.BorrowedBytes + feed.CopiedBytes);
    }

    private static ColumnKind Find(string kind) => ColumnKind.All.Single(k => k.Name == kind);

    private static MapOptions Binary(string kind) => new() { Binary = Find(kind).DType == DType.String ? ["y"] : [] };

    private static void Same(IArrowArray expected, IArrowArray actual)
    {
        var want = ArrowCompare.Of(expected).ConvertAll(Flatten);
        var got = ArrowCompare.Of(actual).ConvertAll(Flatten);
        Assert.Equal(want.Select(ArrowCompare.Text), got.Select(ArrowCompare.Text));
    }

    // Nested lists and flat ones of equal content are equal here: the placeholder decides the nesting.
    private static object? Flatten(object? cell) => cell is List<object?> list ? list.SelectMany(v => Flatten(v) is List<object?> inner ? inner : [v]).ToList() : cell;

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class EveryColumnAttribute : DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
            new([.. ColumnKind.All.SelectMany(k => TestRuntimes.All.Select(tf => new TheoryDataRow(k.Name, tf) { Skip = TestRuntimes.WhySkipped(tf.Version) }))]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
