using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Walks cells in order and gives their innermost values, or as many gaps where one is null, to a sink.</summary>
internal static class CellWriter
{
    /// <param name="spec">The feed.</param>
    /// <param name="level">The rows, or lists inside of them.</param>
    /// <param name="dims">The shape of all rows.</param>
    /// <param name="axis">How many lists deep the entries' elements stand.</param>
    /// <param name="sink">Takes the values.</param>
    /// <param name="position">The block, for errors.</param>
    /// <param name="firstRow">The block row of the first row of all.</param>
    /// <param name="firstEntry">How many entries of this depth come before these.</param>
    internal static void Write(FeedSpec spec, CellRange level, ReadOnlySpan<long> dims, int axis, FillSink sink, in BlockPosition position, int firstRow = 0, int firstEntry = 0)
    {
        if (!level.IsList)
        {
            sink.Write(level);
            return;
        }

        var inner = CellSizes.Product(dims[axis..]);
        for (var i = 0; i < level.Count;)
        {
            var nulls = level.Data.LeadingNulls(level.Start + i, level.Count - i);
            sink.Gap(nulls * inner);
            i += nulls;
            if (i < level.Count)
            {
                var next = level.Data.FirstNull(level.Start + i, level.Count - i);
                var lists = new CellRange(level.Data, level.Start + i, next < 0 ? level.Count - i : next);
                WriteLists(spec, lists, dims, axis, sink, position, firstRow, firstEntry + i);
                i += lists.Count;
            }
        }
    }

    // Lists without a null among them lie one after another: their elements are written as one.
    private static void WriteLists(FeedSpec spec, CellRange lists, ReadOnlySpan<long> dims, int axis, FillSink sink, in BlockPosition position, int firstRow, int firstEntry)
    {
        var elements = lists.Elements(dims[axis], out var length, out var differs);
        var bad = differs < 0 && length != dims[axis] ? 0 : differs;
        if (bad < 0)
        {
            Write(spec, elements, dims, axis + 1, sink, position, firstRow, firstEntry * (int)dims[axis]);
            return;
        }

        // What is wrong inside of those before it comes first.
        Write(spec, lists with { Count = bad }, dims, axis, sink, position, firstRow, firstEntry);
        var row = firstRow + ((firstEntry + bad) / CellSizes.Product(dims[1..axis]));
        throw spec.BlockError($"the cell has {lists.ElementsOf(bad).Count} values, {dims[axis]} wanted", CellShape.OfThatSize(spec), position, row);
    }
}
