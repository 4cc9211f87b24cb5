using Apache.Arrow;
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
        Output = new Schema(task.Columns.Select(i => i >= 0 && i < input.FieldsList.Count ? input.FieldsList[i]
            : throw new PlanException($"The echo of column {i} is asked for, {input.FieldsList.Count} columns arrive.")), null);
    }

    internal override Schema Output { get; }

    public override void Dispose()
    {
    }

    protected override RecordBatch RunOwn(RecordBatch block, in BlockPosition position)
    {
        using (block)
        {
            return new RecordBatch(Output, _columns.Select(i => ArrowArrayFactory.BuildArray(block.Column(i).Data.Retain())), block.Length);
        }
    }
}
