using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Hands columns back as they came.</summary>
internal sealed class EchoProgram : ColumnProgram
{
    private readonly IReadOnlyList<int> _columns;

    internal EchoProgram(EchoTask task, IReadOnlyList<int> arguments, Schema input)
        : base(arguments, input)
    {
        _columns = task.Columns;
        Output = new Schema(task.Columns.Select((c, i) => c >= 0 && c < input.FieldsList.Count ? Declared(input.FieldsList[c], task.Output.FieldsList[i])
            : throw new PlanException($"The echo of column {c} is asked for, {input.FieldsList.Count} columns arrive.")), null);
    }

    internal override Schema Output { get; }

    public override void Dispose()
    {
    }

    protected override RecordBatch RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        using (block)
        {
            return new RecordBatch(Output, _columns.Select(i => ArrowArrayFactory.BuildArray(block.Column(i).Data.Retain())), block.Length);
        }
    }

    // Lists of which the driver says that no element is null have no nulls: Spark then reads them as it reads a graph's.
    private static Field Declared(Field arrived, Field declared) => (arrived.DataType, declared.DataType) is (ListType from, ListType to) && from.ValueDataType is not NestedType && from.ValueDataType.TypeId == to.ValueDataType.TypeId
        ? new Field(arrived.Name, to, arrived.IsNullable)
        : arrived;
}
