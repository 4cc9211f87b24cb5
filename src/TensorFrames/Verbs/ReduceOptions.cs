namespace TensorFrames;

/// <summary>How a reduce binds a graph to a table. All of it is checked before any data is read.</summary>
public record ReduceOptions
{
    /// <summary>
    /// Tensors to fetch, each a column of its name; empty: the numeric, bool and string outputs that nobody consumes. Fetch
    /// <c>z</c> reduces column <c>z</c>, through placeholder <c>z_input</c> (ReduceBlocks) or <c>z_1</c> and <c>z_2</c> (ReduceRows); output k of an operation
    /// <c>z</c>, the fetch <c>z:k</c>, in the same way column <c>z_k</c> through what is named after that.
    /// </summary>
    public IReadOnlyList<string> Fetches { get; init; } = [];

    /// <summary>
    /// Placeholder → column, where the column is not named as the fetch. Only what is named here is taken from a column
    /// whose name ends in <c>_input</c>, <c>_1</c> or <c>_2</c>. <c>z_1</c> and <c>z_2</c> have one column: naming it for one of them is enough.
    /// </summary>
    public IReadOnlyDictionary<string, string> Feeds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What to do with nulls, by placeholder: an error or a fill value. A reduce has no masks.</summary>
    public IReadOnlyDictionary<string, NullPolicy> Nulls { get; init; } = new Dictionary<string, NullPolicy>(StringComparer.Ordinal);

    /// <summary>What to do with nulls where <see cref="Nulls"/> does not say.</summary>
    public NullPolicy DefaultNulls { get; init; } = NullPolicy.Error;

    /// <summary>As <see cref="MapOptions.Constants"/>; partial results are reduced with the same. No placeholder of a fetch's own can be one.</summary>
    public IReadOnlyDictionary<string, TensorValue> Constants { get; init; } = new Dictionary<string, TensorValue>(StringComparer.Ordinal);

    /// <summary>Shapes (-1 unknown) of fetches, and cell shapes of placeholders, whose rank or sizes the graph leaves open.</summary>
    public IReadOnlyDictionary<string, TensorShape> Shapes { get; init; } = new Dictionary<string, TensorShape>(StringComparer.Ordinal);

    /// <summary>As <see cref="MapOptions.Binary"/>.</summary>
    public IReadOnlyCollection<string> Binary { get; init; } = [];

    /// <summary>As <see cref="MapOptions.Widen"/>.</summary>
    public bool Widen { get; init; }

    /// <summary>As <see cref="MapOptions.DecimalsAsDouble"/>.</summary>
    public bool DecimalsAsDouble { get; init; }

    /// <summary>As <see cref="MapOptions.FixedShapeTensors"/>.</summary>
    public bool FixedShapeTensors { get; init; }

    /// <summary>As <see cref="MapOptions.Vectors"/>.</summary>
    public IReadOnlyCollection<string> Vectors { get; init; } = [];

    /// <summary>As <see cref="MapOptions.SparkTypes"/>.</summary>
    public bool SparkTypes { get; init; }

    /// <summary>
    /// Whether any copy of a column on the way into a tensor is an error. Results of blocks, a row each, are always copied
    /// (<see cref="CopyReason.Partials"/>), and so are the cells of ReduceRows, which therefore refuses this.
    /// </summary>
    public bool NoCopy { get; init; }

    /// <summary>Those of a map's that a reduce has too.</summary>
    internal static ReduceOptions Of(MapOptions map) => new()
    {
        Fetches = map.Fetches,
        Feeds = map.Feeds,
        Nulls = map.Nulls,
        DefaultNulls = map.DefaultNulls,
        Constants = map.Constants,
        Shapes = map.Shapes,
        Binary = map.Binary,
        Widen = map.Widen,
        DecimalsAsDouble = map.DecimalsAsDouble,
        FixedShapeTensors = map.FixedShapeTensors,
        Vectors = map.Vectors,
        SparkTypes = map.SparkTypes,
        NoCopy = map.NoCopy,
    };

    /// <summary>These options where maps and reduces share a rule.</summary>
    internal MapOptions ToMap() => new()
    {
        Fetches = Fetches,
        Feeds = Feeds,
        Nulls = Nulls,
        DefaultNulls = DefaultNulls,
        Constants = Constants,
        Shapes = Shapes,
        Binary = Binary,
        Widen = Widen,
        DecimalsAsDouble = DecimalsAsDouble,
        FixedShapeTensors = FixedShapeTensors,
        Vectors = Vectors,
        SparkTypes = SparkTypes,
        NoCopy = NoCopy,
    };
}
