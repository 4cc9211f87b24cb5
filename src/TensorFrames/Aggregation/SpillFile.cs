using TensorFrames.Ipc;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>
/// Rows of one part in a file, as an Arrow IPC stream. The file has no name once it is open, so that it is gone when it is
/// closed, or when the process ends in whatever way.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    // Small, since there is a file a part, and rows that are many are written at once.
    private const int BufferBytes = 1 << 12;

    private readonly FileStream _file;
    private readonly IpcStreamWriter _writer;
    private readonly IReadOnlyList<CellForm> _forms;
    private readonly BlockPool _memory;
    private readonly string _folder;

    /// <exception cref="WriteException">There can be no file in that folder.</exception>
    internal SpillFile(AggregatePlan plan, RowSet rows)
    {
        (_forms, _memory, _folder) = (rows.Forms, plan.Memory, plan.SpillFolder);
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(_folder);
            var path = Path.Combine(_folder, $"tensorframes-{Guid.NewGuid():N}.spill");
            file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes);
            File.Delete(path);
            _writer = new IpcStreamWriter(file, SpilledRows.SchemaOf(rows), leaveOpen: true, name: "spilled groups");
            _file = file;
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException or WriteException)
            {
                throw Failed(e);
            }

            throw;
        }
    }

    internal long Rows { get; private set; }

    /// <summary>Bytes that its rows take in memory.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Appends rows; returns the bytes that the file grew by.</summary>
    internal long Write(RowSet rows)
    {
        for (var i = 0; i < _forms.Count; i++)
        {
            if (!_forms[i].IsSame(rows.Forms[i]))
            {
                throw new BlockException($"Groups have cells of {new TensorShape(_forms[i].Dims)} and of {new TensorShape(rows.Forms[i].Dims)}, which cannot be aggregated together. Fix: cells of one shape.");
            }
        }

        var before = _file.Position;
        using var batch = SpilledRows.ToBatch(rows);
        try
        {
            _writer.Write(batch);
        }
        catch (WriteException e)
        {
            throw Failed(e);
        }

        Rows += rows.Rows;
        Bytes += rows.RowBytes;
        return _file.Position - before;
    }

    /// <summary>All rows, set by set; each is the caller's. Nothing is written afterwards.</summary>
    internal IEnumerable<RowSet> Read(CancellationToken cancellationToken)
    {
        try
        {
            _writer.Complete();
            _file.Position = 0;
        }
        catch (Exception e) when (e is IOException or WriteException)
        {
            // What was written last may go to the disk only now.
            throw Failed(e);
        }

        using var table = new IpcStreamTable(_file, new IpcReadOptions { Name = "spilled groups", MaxPooledBytes = 0 }, leaveOpen: true);
        using var reader = table.Partitions[0].Open();
        while (reader.Read(cancellationToken) is { } batch)
        {
            RowSet rows;
            using (batch)
            {
                rows = SpilledRows.Of(batch, _forms, _memory);
            }

            yield return rows;
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    private WriteException Failed(Exception error) =>
        new($"Groups cannot be spilled to '{_folder}': {error.Message} Fix: a folder with room (SpillFolder), or a larger limit (MemoryLimit, --memory-limit).", error);
}
