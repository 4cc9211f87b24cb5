using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns.In;

/// <summary>Lists of one size around values that lie one after another.</summary>
internal static class FixedLists
{
    // Apache.Arrow has no fixed-size list of size 0.
    internal static ArrayData Of(ArrayData values, int count, int size, ArrowBuffer validity)
    {
        var nulls = validity.IsEmpty ? 0 : -1;
        return size > 0 ? new ArrayData(new FixedSizeListType(values.DataType, size), count, nulls, 0, [validity], [values])
            : new ArrayData(new ListType(values.DataType), count, nulls, 0, [validity, new(new byte[(count + 1) * sizeof(int)])], [values]);
    }
}
