using Apache.Arrow;
using Google.Protobuf;

namespace TensorFrames.Spark;

/// <summary>A part of a verb that is done twice on the cluster: over the table's rows, then over the results of these tasks.</summary>
internal abstract record PartTask : GraphTask
{
    /// <summary>Whether the rows are other tasks' results; else the table's.</summary>
    internal bool OfPartials { get; init; }

    /// <summary>The table's columns, over which the verb is planned: <see cref="WorkerTask.Input"/> itself, unless results are.</summary>
    internal required Schema Columns { get; init; }

    /// <summary>The columns as the message has them: none where they are the input's own.</summary>
    private protected ByteString ColumnsMessage => OfPartials ? SchemaMessage.Of(Columns) : ByteString.Empty;

    private protected static Schema ColumnsOf(bool ofPartials, ByteString columns, Schema input) => ofPartials ? SchemaMessage.Parse(columns, "table's") : input;
}
