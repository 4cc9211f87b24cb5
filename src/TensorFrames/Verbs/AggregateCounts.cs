namespace TensorFrames;

/// <summary>What an aggregate did so far: exact counts, over all runs.</summary>
/// <param name="Rows">Rows taken in.</param>
/// <param name="Groups">Groups given out.</param>
/// <param name="Runs">Runs of the graph: one a group of two rows and more, or one for the groups of a part where the graph is a segment reduction.</param>
/// <param name="Compactions">Times that the rows held were reduced to a row a group because the memory limit was reached.</param>
/// <param name="SpilledBytes">Bytes written to the spill folder.</param>
/// <param name="PeakBytes">The most native bytes that a run held at once, copies in use included.</param>
/// <param name="HeldBytes">Native bytes held now: 0 between runs.</param>
public sealed record AggregateCounts(long Rows, long Groups, long Runs, long Compactions, long SpilledBytes, long PeakBytes, long HeldBytes);
