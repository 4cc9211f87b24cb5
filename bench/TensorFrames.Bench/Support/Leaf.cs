using Apache.Arrow;

namespace TensorFrames.Bench;

/// <summary>The innermost values of cells of any rank.</summary>
internal static class Leaf
{
    internal static ArrayData Of(ArrayData data)
    {
        while (data.Children is [var inner, ..])
        {
            data = inner;
        }

        return data;
    }
}
