using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tables;

/// <summary>
/// Plain C# arrays and spans as a table: <c>ColumnTable.Create().Add("x", floats).Add("v", values, cellShape: [4])</c>.
/// Values are copied once into native memory on a 64-byte boundary; <see cref="CopiedBytes"/> counts them. Columns are not
/// nullable, except text and bytes that hold a null.
/// </summary>
public sealed class ColumnTable : Table, IDisposable
{
    private readonly List<Field> _fields = [];
    private readonly List<IArrowArray> _arrays = [];
    private Table? _table;
    private readonly int _partitions = 1;
    private RecordBatch? _batch;

    private ColumnTable()
    {
    }

    /// <inheritdoc/>
    public override Schema Schema => Built.Schema;

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions => Built.Partitions;

    /// <summary>Bytes copied from the caller's arrays so far.</summary>
    public long CopiedBytes { get; private set; }

    /// <summary>Rows; 0 before the first column.</summary>
    public int RowCount => _arrays.Count == 0 ? 0 : _arrays[0].Length;

    internal override bool IsAtHand => true;

    private Table Built => _table ??= Build();

    /// <summary>A table without columns, for <c>Add</c>.</summary>
    public static ColumnTable Create() => new();

    /// <summary>
    /// Adds a column of numbers or bools: sbyte to ulong, <see cref="Half"/>, float, double, bool.
    /// </summary>
    /// <param name="name">The column's name, new to the table.</param>
    /// <param name="values">Cells one after another in row-major order.</param>
    /// <param name="cellShape">Sizes of one cell: none for a scalar, [4] for a vector of 4 (a FixedSizeList), [2,3] for a matrix.</param>
    /// <exception cref="TableException">The type, the name or the number of values does not fit.</exception>
    public ColumnTable Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> cellShape)
        where T : unmanaged
    {
        var type = PlainTypes.Of<T>() ?? throw new TableException($"Column '{name}': {typeof(T).Name} is no element type of columns. Fix: sbyte to ulong, Half, float, double, bool.") { Column = name };
        var data = type is BooleanType ? NativeColumns.Bools(System.Runtime.InteropServices.MemoryMarshal.Cast<T, bool>(values)) : NativeColumns.Values(values, type);
        return Append(name, Cells.Shape(name, data, cellShape), nullable: false, data);
    }

    /// <summary>Adds a column of numbers or bools from an array.</summary>
    /// <inheritdoc cref="Add{T}(string, ReadOnlySpan{T}, ReadOnlySpan{int})"/>
    public ColumnTable Add<T>(string name, T[] values, params ReadOnlySpan<int> cellShape)
        where T : unmanaged => Add(name, (ReadOnlySpan<T>)values, cellShape);

    /// <summary>Adds a utf8 column; a null is a null cell.</summary>
    /// <exception cref="TableException">The name or the number of values does not fit.</exception>
    public ColumnTable Add(string name, params ReadOnlySpan<string?> values)
    {
        var data = NativeColumns.Cells(values, StringType.Default, Encoding.UTF8.GetByteCount, (text, to) => Encoding.UTF8.GetBytes(text, to.Span));
        return Append(name, data, data.NullCount > 0, data);
    }

    /// <summary>Adds a binary column; a null is a null cell.</summary>
    /// <exception cref="TableException">The name or the number of values does not fit.</exception>
    public ColumnTable Add(string name, params ReadOnlySpan<byte[]?> values)
    {
        var data = NativeColumns.Cells(values, BinaryType.Default, cell => cell.Length, (cell, to) => cell.CopyTo(to));
        return Append(name, data, data.NullCount > 0, data);
    }

    /// <summary>The same rows in up to <paramref name="count"/> runs; each starts at a multiple of 64 rows.</summary>
    public override Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ColumnTable(this, count);
    }

    /// <summary>Frees the columns. Batches handed out before stay valid.</summary>
    public void Dispose()
    {
        _arrays.ForEach(array => array.Dispose());
        _arrays.Clear();
        _fields.Clear();
        (_table, _batch) = (null, null);
    }

    private ColumnTable(ColumnTable source, int partitions)
    {
        _fields.AddRange(source._fields);
        _arrays.AddRange(source._arrays.Select(array => ArrowArrayFactory.SliceShared(array, 0, array.Length)));
        (_partitions, CopiedBytes) = (partitions, source.CopiedBytes);
    }

    private ColumnTable Append(string name, ArrayData column, bool nullable, ArrayData copied)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_fields.Exists(f => string.Equals(f.Name, name, StringComparison.Ordinal)))
        {
            throw new TableException($"Column '{name}' is there already.") { Column = name };
        }

        if (_arrays.Count > 0 && column.Length != RowCount)
        {
            throw new TableException($"Column '{name}' has {column.Length} rows, column '{_fields[0].Name}' has {RowCount}.") { Column = name };
        }

        CopiedBytes += copied.Buffers.Sum(b => (long)b.Length);
        _fields.Add(new Field(name, column.DataType, nullable));
        _arrays.Add(ArrowArrayFactory.BuildArray(column));
        _table = null;
        return this;
    }

    private MemoryTable Build()
    {
        var schema = new Schema(_fields, null);
        _batch = new RecordBatch(schema, _arrays, RowCount);
        var units = (RowCount + 63) / 64;
        if (_partitions == 1 || units < 2)
        {
            return new MemoryTable(schema, [_batch]);
        }

        var pieces = Ranges.Split(units, _partitions).Select(range =>
        {
            var (start, end) = (range.Start.Value * 64, Math.Min(RowCount, range.End.Value * 64));
            return _batch.Slice(start, end - start);
        });
        return (MemoryTable)new MemoryTable(schema, pieces).Repartition(_partitions);
    }
}
