using TensorFrames.Ipc;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>
/// Rows of one part in a file, as an Arrow IPC stream. The file has no name once it is open, so that it is gone when it is
/// closed, or when the process ends in whatever way.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private readonly FileStream _file;
    private readonly IpcStreamWriter _writer;
    private readonly IReadOnlyList<CellForm> _forms;
    private readonly BlockPool _memory;

    /// <exception cref="WriteException">There can be no file in that folder.</exception>
    internal SpillFile(AggregatePlan plan, RowSet rows)
    {
        var folder = plan.SpillFolder;
        (_forms, _memory) = (rows.Forms, plan.Memory);
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"tensorframes-{Guid.NewGuid():N}.spill");
            _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WriteException($"Groups cannot be spilled to '{folder}': {e.Message} Fix: a folder with room (SpillFolder), or a larger limit (MemoryLimit, --memory-limit).", e);
        }

        _writer = new IpcStreamWriter(_file, SpilledRows.SchemaOf(rows), leaveOpen: true, name: "spilled groups");
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
        _writer.Write(batch);
        Rows += rows.Rows;
        Bytes += rows.Bytes;
        return _file.Position - before;
    }

    /// <summary>All rows, set by set; each is the caller's. Nothing is written afterwards.</summary>
    internal IEnumerable<RowSet> Read(CancellationToken cancellationToken)
    {
        _writer.Complete();
        _file.Position = 0;
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
}
