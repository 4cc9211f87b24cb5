using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Ipc;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's batches as they arrive: the children of one struct (207), or plain columns (200).</summary>
internal sealed class Arrival
{
    private readonly AlignedIpcReader _reader;
    private readonly bool _wrapped;

    /// <exception cref="TableException">The stream is broken, or has not the columns that the evaluation type says.</exception>
    internal Arrival(AlignedIpcReader reader, int evalType)
    {
        _reader = reader;
        _wrapped = evalType == EvalType.MapArrow;
        Schema = !_wrapped ? reader.Schema
            : reader.Schema.FieldsList is [{ DataType: StructType { Fields: var fields } }] ? new Schema(fields, null)
            : throw new TableException($"Spark sent columns {string.Join(", ", reader.Schema.FieldsList.Select(f => $"'{f.Name}' ({ArrowTypeNames.Of(f.DataType)})"))} where one struct was expected.");
    }

    /// <summary>The columns, unwrapped.</summary>
    internal Schema Schema { get; }

    /// <summary>The next batch, unwrapped, the caller's; null at the end.</summary>
    internal RecordBatch? Read(CancellationToken stopped)
    {
        var batch = _reader.Read(stopped);
        if (batch is null || !_wrapped)
        {
            return batch;
        }

        using (batch)
        {
            return new RecordBatch(Schema, batch.Column(0).Data.Children.Select(child => ArrowArrayFactory.BuildArray(child.Retain())), batch.Length);
        }
    }
}
