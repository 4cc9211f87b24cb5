using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>An Arrow IPC file (<c>.arrow</c>, Feather 2). One partition; <see cref="Repartition"/> splits it between batches.</summary>
public sealed class IpcFileTable : Tables.Table
{
    private readonly IpcFile _file;

    /// <summary>Opens a file and reads its footer and schema.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; the name is the file's unless given.</param>
    /// <exception cref="TableException">There is no such file, it is cut short or no Arrow IPC file.</exception>
    public IpcFileTable(string path, IpcReadOptions? options = null)
        : this(IpcFile.Open(path, IpcPath.Named(path, options)), 1)
    {
    }

    private IpcFileTable(IpcFile file, int partitions)
    {
        _file = file;
        Partitions = Split(file, Math.Clamp(partitions, 1, Math.Max(1, file.Footer.Batches.Length)));
    }

    /// <inheritdoc/>
    public override Schema Schema => _file.Schema;

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    /// <summary>Record batches in the file.</summary>
    public int BatchCount => _file.Footer.Batches.Length;

    /// <summary>The same file in up to <paramref name="count"/> runs of batches of about as many bytes each.</summary>
    public override Tables.Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new IpcFileTable(_file, count);
    }

    private static IpcFilePartition[] Split(IpcFile file, int count)
    {
        var batches = file.Footer.Batches;
        var total = batches.Sum(block => Math.Max(1, block.Length));
        var partitions = new IpcFilePartition[count];
        var (first, bytes) = (0, 0L);
        for (var i = 0; i < count; i++)
        {
            // Each takes at least one batch and leaves one for each that follows.
            var last = i == count - 1 ? batches.Length : first;
            while (last < batches.Length - (count - 1 - i) && (last == first || bytes < (i + 1) * (total / (double)count)))
            {
                bytes += Math.Max(1, batches[last++].Length);
            }

            partitions[i] = new(file, first, last - first, count == 1);
            first = last;
        }

        return partitions;
    }
}
