using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Engine;
using TensorFrames.Tables;

namespace TensorFrames;

/// <summary>Shapes of cells, found or given, in the schema.</summary>
public sealed partial class Frame
{
    /// <summary>
    /// Reads all rows, now, and gives the same frame with the shapes of its cells in the schema: the verbs then compare them
    /// with placeholders before anything runs, and they stay with kept columns and in what is written. What was found is
    /// checked again in every block that is fed, so that a shape which no longer holds is an error, not a wrong result.
    /// </summary>
    /// <exception cref="TensorFramesException">Reading or running failed.</exception>
    public Frame Analyze(EngineOptions? engine = null, CancellationToken cancellationToken = default) => With(ScanShapes(engine, cancellationToken));

    /// <summary>Reads all rows, now, for dtype, cell shape and nulls of each column.</summary>
    /// <exception cref="TensorFramesException">Reading or running failed.</exception>
    public TableAnalysis ScanShapes(EngineOptions? engine = null, CancellationToken cancellationToken = default)
    {
        var execution = new Execution(_table, _columns, _steps, Checked(engine), lend: true);
        var parts = new (long Rows, ShapeScan[]? Columns)[execution.Partitions.Count];
        PartitionExecution.Run(execution, (partition, batches) => parts[partition] = Scan(batches), cancellationToken);
        var schema = Schema ?? throw ColumnsNotKnown();
        ShapeScan[] all = [.. schema.FieldsList.Select(f => new ShapeScan(f))];
        foreach (var (_, columns) in parts.Where(p => p.Columns is not null))
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i].Merge(columns![i]);
            }
        }

        return new TableAnalysis(parts.Sum(p => p.Rows), [.. all.Select(c => c.Result())]);
    }

    /// <summary>Declares the shape of a column's cells (without the rows; -1: any size), without a scan. Every block that is fed is checked against it.</summary>
    /// <param name="column">A column of lists, or of binary that holds raw values.</param>
    /// <param name="cell">As deep as the column's lists; or, of a flat list or of binary, any shape, all sizes known.</param>
    /// <exception cref="PlanException">There is no such column, or cells of its type do not have that shape.</exception>
    public Frame AppendShape(string column, TensorShape cell)
    {
        ArgumentNullException.ThrowIfNull(column);
        var schema = Schema ?? throw ColumnsNotKnown();
        var index = Verbs.MapPlanner.IndexOf(schema, column);
        return Declare(schema, i => i == index ? ShapeMetadata.With(Shapes.Checked(schema.FieldsList[i], cell), cell) : schema.FieldsList[i]);
    }

    /// <summary>
    /// The columns as a tree of text, one line each: <c> |-- y: list&lt;float64&gt; (nullable = false) float64[?,2]</c>, with dtype and
    /// shape of a block, or <c>&lt;no tensor info&gt;</c>.
    /// </summary>
    /// <exception cref="PlanException">The columns are not known before a block has run.</exception>
    public string SchemaText() => Columns.SchemaText.Of(Schema ?? throw ColumnsNotKnown());

    /// <summary>Writes <see cref="SchemaText"/> to <paramref name="output"/>; default: the console.</summary>
    /// <exception cref="PlanException">The columns are not known before a block has run.</exception>
    public void PrintSchema(TextWriter? output = null) => (output ?? Console.Out).Write(SchemaText());

    private Frame With(TableAnalysis analysis)
    {
        var schema = Schema ?? throw ColumnsNotKnown();
        return Declare(schema, i => Shapes.Found(schema.FieldsList[i], analysis.Columns[i]));
    }

    private Frame Declare(Schema schema, Func<int, Field> field) =>
        new(_table, _columns, _schema, _steps, new Schema(Enumerable.Range(0, schema.FieldsList.Count).Select(field), schema.Metadata));

    // Results carry what was declared; their memory is the same.
    private RecordBatch Declared(RecordBatch batch)
    {
        if (_declared is null)
        {
            return batch;
        }

        using (batch)
        {
            return BatchColumns.Share(batch, _declared, 0, batch.Length, "result");
        }
    }

    private static (long Rows, ShapeScan[]? Columns) Scan(IEnumerable<RecordBatch> batches)
    {
        (long Rows, ShapeScan[]? Columns) found = default;
        foreach (var batch in batches)
        {
            using (batch)
            {
                found.Columns ??= [.. batch.Schema.FieldsList.Select(f => new ShapeScan(f))];
                found.Rows += batch.Length;
                for (var i = 0; i < found.Columns.Length; i++)
                {
                    found.Columns[i].Add(batch.Column(i).Data);
                }
            }
        }

        return found;
    }
}
