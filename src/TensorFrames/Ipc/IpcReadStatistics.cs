namespace TensorFrames.Ipc;

/// <summary>What a reader has done so far. All but the first two count bytes.</summary>
/// <param name="Batches">Record batches read.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="BytesRead">Bytes read from the stream, metadata and padding included.</param>
/// <param name="BytesSkipped">Bytes of unwanted columns and padding that were passed over (by seeking where possible).</param>
/// <param name="BytesPlaced">Column bytes read from the stream straight to their 64-byte boundary, where they stayed.</param>
/// <param name="BytesCopied">Column bytes that were copied once more: of small or compressed-but-raw buffers, and those that were there already when the block of a batch larger than 64 MiB had to grow.</param>
/// <param name="BytesDecompressed">Column bytes that came out of a decompressor, at their boundary.</param>
public readonly record struct IpcReadStatistics(
    long Batches,
    long Rows,
    long BytesRead,
    long BytesSkipped,
    long BytesPlaced,
    long BytesCopied,
    long BytesDecompressed);
