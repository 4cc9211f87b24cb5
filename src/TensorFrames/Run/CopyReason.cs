namespace TensorFrames;

/// <summary>Why a column's values were copied on their way into a tensor.</summary>
public enum CopyReason
{
    /// <summary>Not copied: TensorFlow reads the column's own memory.</summary>
    None = 0,

    /// <summary>The values do not begin on the boundary that TensorFlow borrows from.</summary>
    Misaligned,

    /// <summary>Booleans are bits in Arrow and bytes in TensorFlow.</summary>
    Bits,

    /// <summary>The runtime is older than 2.4: its strings are encoded, never viewed.</summary>
    OldStrings,

    /// <summary>The graph changes its feeds in place.</summary>
    GraphMutates,

    /// <summary>Nulls were filled.</summary>
    NullsFilled,

    /// <summary>A mask was made of the column's nulls.</summary>
    Mask,

    /// <summary>The values were widened to the placeholder's dtype, as asked for.</summary>
    Widened,

    /// <summary>Dictionary codes were replaced by their values.</summary>
    Dictionary,

    /// <summary>Decimals became float64, as asked for.</summary>
    Decimal,

    /// <summary>MLlib vectors or matrices became rows of one dense tensor.</summary>
    Dense,

    /// <summary>String views became plain strings.</summary>
    Views,

    /// <summary>Offsets were made for values of fixed size; the bytes themselves are borrowed.</summary>
    Offsets,

    /// <summary>The values came as plain C# arrays or spans.</summary>
    Managed,

    /// <summary>Batches of one partition were joined into one block, as asked for.</summary>
    Joined,

    /// <summary>Values of one of Spark's types became the placeholder's unsigned or half-precision dtype, as asked for.</summary>
    SparkType,

    /// <summary>Each row was run by itself, and what the rows gave was gathered into one column.</summary>
    Gathered,

    /// <summary>Results of a reduce, a row each, were stacked to be reduced again, or a single row was passed on.</summary>
    Partials,

    /// <summary>Rows were gathered by their keys, to be aggregated.</summary>
    Grouped,
}
