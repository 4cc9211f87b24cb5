using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>An aggregate's result as a table of one partition: it runs when that is read, each time again, as the engine's options say.</summary>
internal sealed class AggregateTable : Tables.Table
{
    private readonly Func<EngineOptions, CancellationToken, IEnumerable<RecordBatch>> _run;
    private readonly Func<IReadOnlyList<ConversionReport>> _reports;
    private readonly Func<IReadOnlyList<VerbExplanation>> _explain;

    internal AggregateTable(
        Schema schema, Func<IReadOnlyList<ConversionReport>> reports, Func<IReadOnlyList<VerbExplanation>> explain, Func<EngineOptions, CancellationToken, IEnumerable<RecordBatch>> run, EngineOptions? options = null)
    {
        (Schema, _reports, _explain, _run) = (schema, reports, explain, run);
        Partitions = [new Groups(this, options ?? new EngineOptions())];
    }

    public override Schema Schema { get; }

    public override IReadOnlyList<Partition> Partitions { get; }

    internal override IReadOnlyList<ConversionReport> Reports => _reports();

    internal override Tables.Table RunWith(EngineOptions options) => new AggregateTable(Schema, _reports, _explain, _run, options);

    internal override IReadOnlyList<VerbExplanation> Explain() => _explain();

    private sealed class Groups(AggregateTable table, EngineOptions options) : Partition
    {
        public override string Name => "groups";

        public override BatchReader Open(IReadOnlyList<string>? columns = null) =>
            new SequenceReader(BatchColumns.Select(table.Schema, columns, Name), cancelled => table._run(options, cancelled), Name);
    }
}
