using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;

namespace TensorFrames.Verbs;

/// <summary>A map verb bound to one graph and one input schema: checked, and ready for any engine.</summary>
internal sealed class MapPlan : IVerbPlan
{
    private readonly Lock _gate = new();
    private readonly FetchSpec?[] _fetches;
    private Schema? _output;

    internal MapPlan(Schema input, IReadOnlyList<PlannedFeed> feeds, IReadOnlyList<GraphTensor> fetches, FetchSpec?[] specs, int[] kept, MapKind kind, MapOptions options)
    {
        (Input, Feeds, Fetches, Kept, Kind, Options) = (input, feeds, fetches, kept, kind, options);
        _fetches = specs;
        _output = specs.All(s => s is not null) ? MakeSchema() : null;
        Tally = new ConversionTally(feeds, fetches, options);
    }

    internal Schema Input { get; }

    public IReadOnlyList<PlannedFeed> Feeds { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ConstantFeed> Constants { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<GraphTensor> Fetches { get; }

    /// <summary>Input columns that follow the fetches.</summary>
    internal int[] Kept { get; }

    internal MapKind Kind { get; }

    internal bool IsTrimmed => Kind == MapKind.Trimmed;

    public MapOptions Options { get; }

    public ConversionTally Tally { get; }

    /// <summary>The result's schema; null while a fetch's rank waits for the first non-empty block.</summary>
    internal Schema? Output => Volatile.Read(ref _output);

    /// <summary>What is thrown where the schema is needed and a fetch's rank still waits.</summary>
    internal PlanException ColumnsNotKnown()
    {
        lock (_gate)
        {
            // At least one was open when the schema was asked for; another thread may have run a block since.
            var open = Fetches[Math.Max(0, System.Array.FindIndex(_fetches, f => f is null))];
            return new($"The columns are not known before a block with rows has run: the graph leaves the rank of fetch '{open.Name}' ({open.DType.Name()}) open. Fix: give its cell shape (Shapes, --shape {open.Name}=…).") { Tensor = open.Name };
        }
    }

    /// <summary>Input columns that are fed or kept; the others need not be read.</summary>
    internal IReadOnlyList<int> ColumnsRead => [.. Feeds.Select(f => f.Column).Concat(Kept).Distinct().Order()];

    /// <summary>The column of one fetch, its rank taken from <paramref name="rank"/> if it was still open.</summary>
    internal FetchSpec Resolve(int fetch, int rank)
    {
        lock (_gate)
        {
            if (_fetches[fetch] is { } known)
            {
                return known;
            }

            var sizes = new long[Math.Max(0, rank - 1)];
            System.Array.Fill(sizes, -1);
            var spec = MapPlanner.SpecOf(Fetches[fetch], new TensorShape(sizes), Options);
            _fetches[fetch] = spec;
            if (_fetches.All(s => s is not null))
            {
                Volatile.Write(ref _output, MakeSchema());
            }

            return spec;
        }
    }

    internal FetchSpec? SpecOf(int fetch)
    {
        lock (_gate)
        {
            return _fetches[fetch];
        }
    }

    private Schema MakeSchema() =>
        new([.. _fetches.Select(f => f!.Field()), .. Kept.Select(i => Input.FieldsList[i])], IsTrimmed ? null : Input.Metadata);
}
