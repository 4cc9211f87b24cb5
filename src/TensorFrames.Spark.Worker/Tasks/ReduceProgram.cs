using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Engine;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task's part of a reduce: a row at the end, after the partition's number.</summary>
internal sealed class ReduceProgram : ColumnProgram
{
    private readonly ReducePlan _plan;
    private readonly int _partition;
    private readonly RowForm? _received;
    private readonly PartitionReducer _reducer;

    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    internal ReduceProgram(ReduceTask task, Graph graph, IReadOnlyList<int> arguments, Schema input, int partition)
        : base(arguments, input)
    {
        _partition = partition;
        _plan = ReducePlanner.Plan(graph, task.OfPartials ? task.Columns : input, task.Options with { SparkTypes = true }, task.ByRows);
        Output = new Schema([new Field(ReduceTask.Partition, Int32Type.Default, nullable: false), .. SparkPartials.Schema(_plan).FieldsList], null);
        _received = task.OfPartials ? SparkPartials.Received(_plan, input.FieldsList) : null;
        try
        {
            _reducer = new PartitionReducer(new ReduceStep(graph, _plan), task.OfPartials);
        }
        catch
        {
            _received?.Dispose();
            throw;
        }
    }

    internal override int Made => Output.FieldsList.Count;

    internal override Schema Output { get; }

    internal override IReadOnlyList<ConversionReport> Reports => [_plan.Tally.Report()];

    internal override IEnumerable<RecordBatch> Finish(CancellationToken stopped)
    {
        using var partial = _reducer.Take(stopped);
        if (partial is null)
        {
            yield break;
        }

        using var sent = SparkPartials.Sent(_plan);
        using var row = sent.Of(partial, 0, new BlockPosition("", 0, 0));
        yield return new RecordBatch(Output, [new Int32Array.Builder().Append(_partition).Build(), .. row.Arrays.Select(a => ArrowArrayFactory.BuildArray(a.Data.Retain()))], 1);
    }

    public override void Dispose()
    {
        _received?.Dispose();
        _reducer.Dispose();
    }

    protected override RecordBatch? RunOwn(RecordBatch block, in BlockPosition position, CancellationToken stopped)
    {
        if (_received is null)
        {
            _reducer.Add(block, position, stopped);
            return null;
        }

        using (block)
        {
            for (var row = 0; row < block.Length; row++)
            {
                var at = new BlockPosition("the results of partitions", position.Block, position.FirstRow + row);
                _reducer.Add(_received.Of(block, row, at), at, stopped);
            }
        }

        return null;
    }
}
