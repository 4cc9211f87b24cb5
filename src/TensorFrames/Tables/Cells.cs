using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tables;

/// <summary>Puts flat values into fixed-size lists of a cell shape, without moving them.</summary>
internal static class Cells
{
    internal static ArrayData Shape(string name, ArrayData values, ReadOnlySpan<int> cellShape)
    {
        var data = values;
        for (var axis = cellShape.Length - 1; axis >= 0; axis--)
        {
            var size = cellShape[axis];
            if (size < 1 || data.Length % size != 0)
            {
                throw new TableException(
                    $"Column '{name}': {values.Length} values do not make whole cells of [{string.Join(',', cellShape.ToArray())}].")
                { Column = name };
            }

            data = new ArrayData(
                new FixedSizeListType(new Field("item", data.DataType, nullable: false), size), data.Length / size, 0, 0, [ArrowBuffer.Empty], [data]);
        }

        return data;
    }
}
