using Apache.Arrow;

namespace TensorFrames.Columns.In;

/// <summary>
/// Reads the cells of one column for the shape that they have in common: a size that all have stays, one that differs is
/// open. Nulls have no shape and are counted; below a list of no elements any size is possible.
/// </summary>
internal sealed class ShapeScan(Field field)
{
    private const long None = -2;
    private const long Differs = -1;
    private readonly ColumnTensor? _column = ColumnTensor.Of(field) is { DType: not DType.Unknown } column ? column : null;
    private readonly List<long> _sizes = [];
    private long _nulls;

    internal void Add(ArrayData column)
    {
        if (_column is null)
        {
            _nulls += Nulls(new(column, 0, column.Length));
        }
        else if (_column.Dense == MLlibKind.None)
        {
            Walk(new(column, 0, column.Length), 0);
        }
        else
        {
            Dense(column, new MLlibReader(column, _column.Dense));
        }
    }

    internal void Merge(ShapeScan other)
    {
        _nulls += other._nulls;
        for (var axis = 0; axis < other._sizes.Count; axis++)
        {
            Note(axis, other._sizes[axis]);
        }
    }

    internal ColumnAnalysis Result() => Shapes.Analysis(field, [.. _sizes.Select(size => Math.Max(size, Differs))], _nulls);

    private void Walk(CellRange level, int axis)
    {
        var nulls = Nulls(level);
        _nulls += nulls;
        if (!level.IsList || level.Count == 0)
        {
            return;
        }

        if (nulls == 0)
        {
            var elements = level.Elements(-1, out var length, out var differs);
            if (differs < 0)
            {
                Note(axis, length);
                Walk(elements, axis + 1);
                return;
            }
        }

        for (var i = 0; i < level.Count; i++)
        {
            if (!level.Data.IsNull(level.Start + i))
            {
                var elements = level.ElementsOf(i);
                Note(axis, elements.Count);
                Walk(elements, axis + 1);
            }
        }
    }

    private void Dense(ArrayData column, MLlibReader reader)
    {
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsNull(row))
            {
                _nulls++;
                continue;
            }

            var (height, width) = reader.Size(row);
            Note(0, _column!.Dense == MLlibKind.Vector ? width : height);
            if (_column.Dense == MLlibKind.Matrix)
            {
                Note(1, width);
            }
        }
    }

    private void Note(int axis, long size)
    {
        while (_sizes.Count <= axis)
        {
            _sizes.Add(None);
        }

        _sizes[axis] = size == None || _sizes[axis] == size ? _sizes[axis] : _sizes[axis] == None ? size : Differs;
    }

    private static long Nulls(CellRange level)
    {
        if (level.Data.DataType is Apache.Arrow.Types.NullType)
        {
            return level.Count;
        }

        level = LeafDecoder.Nulls(level);
        long nulls = 0;
        for (var i = level.FirstNull; i >= 0 && i < level.Count; i++)
        {
            nulls += level.Data.IsNull(level.Start + i) ? 1 : 0;
        }

        return nulls;
    }
}
