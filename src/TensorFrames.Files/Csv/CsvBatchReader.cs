using System.Text;
using Apache.Arrow;
using CsvHelper;
using TensorFrames.Columns;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Reads a CSV file batch by batch; fields of columns that are not wanted are not parsed.</summary>
internal sealed class CsvBatchReader : BatchReader
{
    private const int RowsBetweenCancelChecks = 1024;
    private readonly CsvReader _reader;
    private readonly string _name;
    private readonly int _maxRows;
    private readonly CsvColumn[] _columns;
    private readonly int[] _indices;

    internal CsvBatchReader(string path, Schema schema, int maxRows)
    {
        (_name, _maxRows, Schema) = (Path.GetFileName(path), maxRows, schema);
        _columns = [.. schema.FieldsList.Select(field => CsvColumn.Of(field, _name))];
        _reader = CsvErrors.Open(path);
        var headers = _reader.Headers.ToList();
        _indices = [.. schema.FieldsList.Select(field => headers.IndexOf(field.Name))];
    }

    public override Schema Schema { get; }

    public override RecordBatch? Read(CancellationToken cancellationToken)
    {
        var rows = CsvErrors.Guard(_name, () => Fill(cancellationToken));
        return rows == 0 ? null : new RecordBatch(Schema, [.. _columns.Select(column => column.Build())], rows);
    }

    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        base.Dispose(disposing);
    }

    private int Fill(CancellationToken cancellationToken)
    {
        var rows = 0;
        for (; rows < _maxRows && _reader.Read(); rows++)
        {
            if (rows % RowsBetweenCancelChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < _columns.Length; i++)
            {
                if (!_columns[i].TryAppend(_reader, _indices[i]))
                {
                    throw Bad(i);
                }
            }
        }

        return rows;
    }

    private TableException Bad(int column)
    {
        var field = Schema.FieldsList[column];
        var text = Encoding.UTF8.GetString(_reader.GetSpan(_indices[column]));
        return new($"Table '{_name}', line {_reader.LineNumber}, column '{field.Name}': '{(text.Length > 80 ? text[..80] + "…" : text)}' is no {ArrowTypeNames.Of(field.DataType)}. "
            + "Fix: the file, or a schema with another type (string takes everything).")
        { Column = field.Name, Row = _reader.RowNumber - 1 };
    }
}
