namespace TensorFrames;

/// <summary>What a runtime holds now (live) and has done so far. Live ones are 0 when every result has been let go.</summary>
/// <param name="LiveBytes">Bytes of outputs not yet released and of blocks in use.</param>
/// <param name="LiveTensors">Tensors not yet released.</param>
/// <param name="LiveOutputs">Runs whose results somebody still holds.</param>
/// <param name="LiveLeases">Runs whose feeds TensorFlow still reads.</param>
/// <param name="LiveGraphs">Open graphs.</param>
/// <param name="LiveSessions">Open sessions.</param>
/// <param name="Runs">Runs so far.</param>
/// <param name="BorrowedTensors">Feeds without a copy so far.</param>
/// <param name="BorrowedBytes">Their bytes.</param>
/// <param name="CopiedTensors">Feeds the shim had to copy so far.</param>
/// <param name="CopiedBytes">Their bytes.</param>
/// <param name="AliasedOutputs">Outputs that shared memory with a feed, a constant or another output so far.</param>
public readonly record struct RuntimeCounters(
    long LiveBytes,
    long LiveTensors,
    long LiveOutputs,
    long LiveLeases,
    long LiveGraphs,
    long LiveSessions,
    long Runs,
    long BorrowedTensors,
    long BorrowedBytes,
    long CopiedTensors,
    long CopiedBytes,
    long AliasedOutputs);
