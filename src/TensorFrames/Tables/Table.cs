using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>A table that can be read more than once, partition by partition. Opening it reads the schema only.</summary>
public abstract class Table
{
    /// <summary>Columns in order, with their metadata.</summary>
    public abstract Schema Schema { get; }

    /// <summary>A file, or a row-group range of one; in order.</summary>
    public abstract IReadOnlyList<Partition> Partitions { get; }

    /// <summary>The same rows in about <paramref name="count"/> partitions, where the form allows it; else itself.</summary>
    public virtual Table Repartition(int count) => this;

    /// <summary>What conversions cost on the way to this table, where verbs made it.</summary>
    internal virtual IReadOnlyList<ConversionReport> Reports => [];

    /// <summary>Whether its batches lie in memory, so that reading them costs nothing.</summary>
    internal virtual bool IsAtHand => false;

    /// <summary>The verbs that its rows come from, as they are planned.</summary>
    internal virtual IReadOnlyList<VerbExplanation> Explain() => [];

    /// <summary>The same, to be read in a run with these options.</summary>
    internal virtual Table RunWith(EngineOptions options) => this;
}
