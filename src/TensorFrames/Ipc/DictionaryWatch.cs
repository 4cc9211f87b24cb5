using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>
/// Apache.Arrow's writer writes the dictionaries of the first batch and no others: a later batch with another one would
/// read back wrong. Batches that bring the same values are fine.
/// </summary>
internal sealed class DictionaryWatch
{
    private readonly Dictionary<(int Column, int Place), ArrayData> _first = [];

    public bool Same(int column, ArrayData data)
    {
        var place = 0;
        return Walk(column, data, ref place);
    }

    private bool Walk(int column, ArrayData? data, ref int place)
    {
        if (data is null)
        {
            return true;
        }

        if (data.Dictionary is { } dictionary)
        {
            var key = (column, place++);
            if (!_first.TryGetValue(key, out var first))
            {
                // A copy of our own: the caller disposes its batches.
                _first.Add(key, dictionary.Clone());
            }
            else if (!Equal(first, dictionary))
            {
                return false;
            }

            if (!Walk(column, dictionary, ref place))
            {
                return false;
            }
        }

        foreach (var child in data.Children ?? [])
        {
            if (!Walk(column, child, ref place))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Equal(ArrayData a, ArrayData b)
    {
        if (a.Length != b.Length || a.Offset != b.Offset || a.GetNullCount() != b.GetNullCount() || a.Buffers.Length != b.Buffers.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Buffers.Length; i++)
        {
            var x = a.Buffers[i].Span;
            var y = b.Buffers[i].Span;
            var used = Math.Min(x.Length, y.Length);
            if (!x[..used].SequenceEqual(y[..used]) || x[used..].ContainsAnyExcept((byte)0) || y[used..].ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        var (children, others) = (a.Children ?? [], b.Children ?? []);
        return children.Length == others.Length && children.Zip(others).All(pair => Equal(pair.First, pair.Second));
    }
}
