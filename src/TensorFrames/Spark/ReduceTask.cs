using Apache.Arrow;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>
/// A part of a reduce: what a task is sent becomes a row of <see cref="SparkPartials.Schema"/>, after the partition's number;
/// or none, where there was no row.
/// </summary>
internal sealed record ReduceTask : PartTask
{
    /// <summary>Name of the first column that comes back: by it results are brought into the order of their partitions.</summary>
    internal const string Partition = "partition";

    internal required ReduceOptions Options { get; init; }

    /// <summary>Whether rows are reduced one after another, z_1 with z_2; else blocks, z_input.</summary>
    internal bool ByRows { get; init; }

    internal static ReduceTask Of(ReduceWork reduce, Schema input, Schema output, Reply reply)
    {
        var work = reduce.Work ?? new MapWork();
        return new()
        {
            Graph = GraphOf(work),
            Options = ReduceOptions.Of(MapOptionsMessage.Parse(work)),
            ByRows = reduce.ByRows,
            OfPartials = reduce.OfPartials,
            Columns = ColumnsOf(reduce.OfPartials, reduce.Columns, input),
            BlockRows = RowsOf(work),
            OneBlockPerPartition = work.OneBlockPerPartition,
            Input = input,
            Output = output,
            Reply = reply,
        };
    }

    private protected override void Describe(TaskCommand command) => command.Reduce = new ReduceWork
    {
        Work = Work(Options.ToMap()),
        ByRows = ByRows,
        OfPartials = OfPartials,
        Columns = ColumnsMessage,
    };
}
