using Apache.Arrow;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>A part of an aggregate: what a task is sent becomes a row a group, the keys and then results: as they travel, or, of other tasks' results, what was asked for.</summary>
internal sealed record AggregateTask : PartTask
{
    internal required AggregateOptions Options { get; init; }

    internal required IReadOnlyList<string> Keys { get; init; }

    internal static AggregateTask Of(AggregateWork aggregate, Schema input, Schema output, Reply reply)
    {
        var work = aggregate.Work ?? new MapWork();
        return new()
        {
            Graph = GraphOf(work),
            Options = new AggregateOptions(ReduceOptions.Of(MapOptionsMessage.Parse(work)))
            {
                MemoryLimit = aggregate.MemoryLimit,
                SpillFolder = aggregate.SpillFolder.Length == 0 ? null : aggregate.SpillFolder,
            },
            Keys = [.. aggregate.Keys],
            OfPartials = aggregate.OfPartials,
            Columns = ColumnsOf(aggregate.OfPartials, aggregate.Columns, input),
            BlockRows = RowsOf(work),
            OneBlockPerPartition = work.OneBlockPerPartition,
            Input = input,
            Output = output,
            Reply = reply,
        };
    }

    private protected override void Describe(TaskCommand command)
    {
        var work = new AggregateWork
        {
            Work = Work(Options.ToMap()),
            OfPartials = OfPartials,
            Columns = ColumnsMessage,
            MemoryLimit = Options.MemoryLimit,
            SpillFolder = Options.SpillFolder ?? "",
        };
        work.Keys.AddRange(Keys);
        command.Aggregate = work;
    }
}
