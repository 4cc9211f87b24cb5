namespace TensorFrames.Aggregation;

/// <summary>Moves rows from wherever they lie to a set of rows: in another order, or one run after another.</summary>
internal static unsafe class RowGather
{
    /// <summary>Row j of the set becomes row source[j].</summary>
    internal static void Permute(RowSet to, ulong* words, ColumnView keys, ReadOnlySpan<ColumnView> cells, int* source)
    {
        for (var i = 0; i < to.Rows; i++)
        {
            to.Words[i] = words[source[i]];
        }

        if (to.HasKeys)
        {
            Strings(keys, 1, to.KeyOffsets, to.Keys, source, to.Rows);
        }

        for (var i = 0; i < cells.Length; i++)
        {
            var form = to.Forms[i];
            if (form.IsText)
            {
                Strings(cells[i], form.Elements, to.Offsets(i), to.Values(i), source, to.Rows);
            }
            else
            {
                Fixed(cells[i].Values, to.Values(i), source, to.Rows, form.Stride);
            }
        }
    }

    /// <summary>Appends rows of another set to what was appended before, those of a table as a sum and a count where the set has these.</summary>
    /// <param name="to">The set; of the other's forms but for means.</param>
    /// <param name="at">Rows that it has so far.</param>
    /// <param name="from">The other.</param>
    /// <param name="start">The first row to take.</param>
    /// <param name="count">Rows to take.</param>
    internal static void Append(RowSet to, int at, RowSet from, int start, int count)
    {
        Copy(from.Words + start, to.Words + at, (long)count * sizeof(ulong));
        if (to.HasKeys)
        {
            Strings(from.KeyView.From(start), to.KeyOffsets + at, to.Keys, count);
        }

        for (var i = 0; i < to.Forms.Count; i++)
        {
            var form = to.Forms[i];
            if (i >= from.Forms.Count)
            {
                new Span<long>((long*)to.Values(i) + at, count).Fill(1);
            }
            else if (form.DType != from.Forms[i].DType)
            {
                MeanCells.Widen(from.Forms[i].DType, from.Values(i) + (start * from.Forms[i].Stride), to.Values(i) + (at * form.Stride), (long)count * form.Elements);
            }
            else if (form.IsText)
            {
                Strings(from.View(i).From((long)start * form.Elements), to.Offsets(i) + ((long)at * form.Elements), to.Values(i), (long)count * form.Elements);
            }
            else
            {
                Copy(from.Values(i) + (start * form.Stride), to.Values(i) + (at * form.Stride), count * form.Stride);
            }
        }
    }

    internal static void Copy(void* from, void* to, long bytes) => Buffer.MemoryCopy(from, to, bytes, bytes);

    private static void Strings(ColumnView from, int* offsets, byte* to, long count)
    {
        var begin = count == 0 ? 0 : from.At(0);
        Copy(from.Values + begin, to + offsets[0], from.TextBytes(count));
        for (long i = 1; i <= count; i++)
        {
            offsets[i] = (int)(offsets[0] + from.At(i) - begin);
        }
    }

    private static void Strings(ColumnView from, int elements, int* offsets, byte* to, int* source, int rows)
    {
        long at = 0;
        for (var row = 0; row < rows; row++)
        {
            var first = (long)source[row] * elements;
            var begin = from.At(first);
            Copy(from.Values + begin, to + offsets[at], from.At(first + elements) - begin);
            for (var i = 1; i <= elements; i++, at++)
            {
                offsets[at + 1] = (int)(offsets[at] + from.At(first + i) - from.At(first + i - 1));
            }
        }
    }

    private static void Fixed(byte* from, byte* to, int* source, int rows, long stride)
    {
        switch (stride)
        {
            case 1: Fixed<byte>(from, to, source, rows); break;
            case 2: Fixed<ushort>(from, to, source, rows); break;
            case 4: Fixed<uint>(from, to, source, rows); break;
            case 8: Fixed<ulong>(from, to, source, rows); break;
            case 16: Fixed<UInt128>(from, to, source, rows); break;
            default:
                for (var i = 0; i < rows; i++)
                {
                    Copy(from + (source[i] * stride), to + (i * stride), stride);
                }

                break;
        }
    }

    private static void Fixed<T>(byte* from, byte* to, int* source, int rows)
        where T : unmanaged
    {
        for (var i = 0; i < rows; i++)
        {
            ((T*)to)[i] = ((T*)from)[source[i]];
        }
    }
}
