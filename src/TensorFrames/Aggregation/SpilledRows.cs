using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Ipc;

namespace TensorFrames.Aggregation;

/// <summary>A set of rows as a record batch, and back: words, keys' bytes, and the cells of each fetch as bytes or as lists of strings.</summary>
internal static unsafe class SpilledRows
{
    internal static Schema SchemaOf(RowSet rows)
    {
        List<Field> fields = [new("word", UInt64Type.Default, nullable: false)];
        if (rows.HasKeys)
        {
            fields.Add(new("key", BinaryType.Default, nullable: false));
        }

        fields.AddRange(rows.Forms.Select((form, i) => new Field($"{i}", TypeOf(form), nullable: false)));
        return new Schema(fields, null);
    }

    /// <summary>Shares the set's memory.</summary>
    internal static RecordBatch ToBatch(RowSet rows)
    {
        List<IArrowArray> arrays = [new UInt64Array(new ArrayData(UInt64Type.Default, rows.Rows, 0, 0, [ArrowBuffer.Empty, rows.WordBuffer()]))];
        if (rows.HasKeys)
        {
            arrays.Add(new BinaryArray(new ArrayData(BinaryType.Default, rows.Rows, 0, 0, [ArrowBuffer.Empty, rows.KeyOffsetBuffer(), rows.KeyBuffer()])));
        }

        for (var i = 0; i < rows.Forms.Count; i++)
        {
            arrays.Add(ArrowArrayFactory.BuildArray(Cells(rows, i)));
        }

        return new RecordBatch(SchemaOf(rows), arrays, rows.Rows);
    }

    /// <summary>A copy.</summary>
    internal static RowSet Of(RecordBatch batch, IReadOnlyList<CellForm> forms, BlockPool memory)
    {
        var hasKeys = batch.ColumnCount > forms.Count + 1;
        var first = hasKeys ? 2 : 1;
        var text = new long[forms.Count];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = IsStrings(forms[i]) ? Strings(batch, first + i).Buffers[2].Length : 0;
        }

        var keys = hasKeys ? batch.Column(1).Data.Buffers[2].Length : -1L;
        var rows = new RowSet(memory, batch.Length, forms, keys, text);
        Copy(batch.Column(0).Data.Buffers[1], rows.Words, (long)batch.Length * sizeof(ulong));
        if (hasKeys)
        {
            Copy(batch.Column(1).Data.Buffers[1], rows.KeyOffsets, (batch.Length + 1L) * sizeof(int));
            Copy(batch.Column(1).Data.Buffers[2], rows.Keys, keys);
        }

        for (var i = 0; i < forms.Count; i++)
        {
            if (IsStrings(forms[i]))
            {
                var strings = Strings(batch, first + i);
                Copy(strings.Buffers[1], rows.Offsets(i), ((long)batch.Length * forms[i].Elements + 1) * sizeof(int));
                Copy(strings.Buffers[2], rows.Values(i), text[i]);
            }
            else if (forms[i].Elements > 0)
            {
                Copy(batch.Column(first + i).Data.Buffers[1], rows.Values(i), batch.Length * forms[i].Stride);
            }
        }

        return rows;
    }

    private static bool IsStrings(CellForm form) => form.IsText && form.Elements > 0;

    private static IArrowType TypeOf(CellForm form) => form.Elements == 0 ? NullType.Default
        : form.IsText ? new FixedSizeListType(new Field("item", BinaryType.Default, nullable: false), form.Elements)
        : new FixedSizeBinaryType(checked((int)form.Stride));

    private static ArrayData Cells(RowSet rows, int column)
    {
        var form = rows.Forms[column];
        var type = TypeOf(form);
        return form.Elements == 0 ? new ArrayData(type, rows.Rows, rows.Rows, 0, [], children: null)
            : !form.IsText ? new ArrayData(type, rows.Rows, 0, 0, [ArrowBuffer.Empty, rows.ValueBuffer(column)])
            : new ArrayData(type, rows.Rows, 0, 0, [ArrowBuffer.Empty],
                [new ArrayData(BinaryType.Default, rows.Rows * form.Elements, 0, 0, [ArrowBuffer.Empty, rows.OffsetBuffer(column), rows.ValueBuffer(column)])]);
    }

    private static ArrayData Strings(RecordBatch batch, int column) => batch.Column(column).Data.Children[0];

    // Buffers may be padded, and where there is nothing be missing.
    private static void Copy(ArrowBuffer from, void* to, long bytes)
    {
        if (bytes > 0)
        {
            from.Span[..checked((int)bytes)].CopyTo(new Span<byte>(to, (int)bytes));
        }
    }
}
