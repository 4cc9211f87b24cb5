namespace TensorFrames;

/// <summary>How a map verb binds a graph to a table. All of it is checked before any data is read.</summary>
public sealed record MapOptions
{
    /// <summary>Tensors to fetch, each a column of its name; empty: the numeric, bool and string outputs that nobody consumes.</summary>
    public IReadOnlyList<string> Fetches { get; init; } = [];

    /// <summary>
    /// Placeholder → column. A placeholder that is not named here is fed from the column of its own name; one with a default
    /// (PlaceholderWithDefault) keeps it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Feeds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Input columns that stand after the fetches in the result; null: all of them.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>What to do with nulls, by placeholder.</summary>
    public IReadOnlyDictionary<string, NullPolicy> Nulls { get; init; } = new Dictionary<string, NullPolicy>(StringComparer.Ordinal);

    /// <summary>What to do with nulls where <see cref="Nulls"/> does not say.</summary>
    public NullPolicy DefaultNulls { get; init; } = NullPolicy.Error;

    /// <summary>
    /// Placeholder → a tensor that every run is fed, in place of a column: a switch such as <c>is_train</c>, weights of
    /// one's own. It has the placeholder's own shape, is given anew with each call, without another graph, and lies in the same memory for
    /// every block; MapRows feeds it to each row as it is.
    /// </summary>
    public IReadOnlyDictionary<string, TensorValue> Constants { get; init; } = new Dictionary<string, TensorValue>(StringComparer.Ordinal);

    /// <summary>
    /// Cell shapes (without the rows; -1 unknown) of fetches and of placeholders whose rank or sizes the graph leaves open. A
    /// column of flat lists, or of binary with raw little-endian values, feeds a placeholder whose cell shape is known and has as many elements.
    /// </summary>
    public IReadOnlyDictionary<string, TensorShape> Shapes { get; init; } = new Dictionary<string, TensorShape>(StringComparer.Ordinal);

    /// <summary>String fetches that hold bytes, not text.</summary>
    public IReadOnlyCollection<string> Binary { get; init; } = [];

    /// <summary>Whether narrower columns may be widened to a placeholder's dtype: a copy that keeps every value.</summary>
    public bool Widen { get; init; }

    /// <summary>Whether decimals may become float64: a copy, rounded to the nearest.</summary>
    public bool DecimalsAsDouble { get; init; }

    /// <summary>Whether fetches with cells of rank 1 and more become arrow.fixed_shape_tensor columns where their shape is known.</summary>
    public bool FixedShapeTensors { get; init; }

    /// <summary>
    /// Fetches of vectors that become Spark MLlib's dense vectors, struct&lt;type, size, indices, values&gt;: float64 without a
    /// copy, float32 widened (a counted copy).
    /// </summary>
    public IReadOnlyCollection<string> Vectors { get; init; } = [];

    /// <summary>
    /// Whether columns have Spark's types, as they have on a cluster. Fetches: uint8 becomes int16, uint16 int32, uint32
    /// int64, uint64 decimal(20,0), float16 and bfloat16 float32 (by value); a cell of rank 1 and more becomes a list (of
    /// lists) whatever its sizes. Such columns feed uint8 to bfloat16 placeholders in turn, a counted copy
    /// (<see cref="CopyReason.SparkType"/>): integers out of the placeholder's range are an error, float32 is rounded to the
    /// nearest (ties to even), which changes no value that was a float16 or bfloat16 before. A fetch of open rank
    /// needs its cell shape (<see cref="Shapes"/>).
    /// </summary>
    public bool SparkTypes { get; init; }

    /// <summary>Whether any copy on the way into a tensor is an error.</summary>
    public bool NoCopy { get; init; }

    /// <summary>Whether MapRows runs each row by itself even where rows can be stacked; for comparisons.</summary>
    internal bool EachRow { get; init; }

    /// <summary>Placeholders that get masks, and so no column.</summary>
    internal IEnumerable<string> Masks => Nulls.Values.Append(DefaultNulls).OfType<NullPolicy.MaskTo>().Select(m => m.Placeholder);
}
