using System.Collections.Concurrent;
using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>A folder with a part for each partition, written under a temporary name and renamed as a whole.</summary>
internal sealed class FolderOutput : TableOutput
{
    private readonly Schema _schema;
    private readonly TableFileOptions _options;
    private readonly string _target;
    private readonly string _temporary;
    private readonly ConcurrentBag<BatchWriter> _writers = [];
    private bool _completed;

    internal FolderOutput(string path, Schema schema, TableFileOptions options)
    {
        (_schema, _options) = (schema, options);
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _temporary = Beside("tmp");
        if (options.FolderFormat == TableFormat.Csv)
        {
            throw new WriteException($"'{path}': CSV is read only. Fix: a folder of Parquet or Arrow files.");
        }

        if (File.Exists(_target))
        {
            throw new WriteException($"Output '{path}' is a file, not a folder. Fix: another name, or no / at the end.");
        }

        Try(() =>
        {
            RefuseForeign(path);
            Directory.CreateDirectory(_temporary);
        });
    }

    public override bool ByPartition => true;

    public override BatchWriter Open(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        var name = $"part-{partition:D5}{TableFormats.Extension(_options.FolderFormat)}";
        var writer = TableFiles.CreateFile(Path.Combine(_temporary, name), _schema, _options.FolderFormat, _options);
        _writers.Add(writer);
        return writer;
    }

    public override void Complete() => Try(() =>
    {
        if (Directory.EnumerateFiles(_temporary, ".*").Any())
        {
            throw new InvalidOperationException("A part's writer is not completed.");
        }

        var old = Directory.Exists(_target) ? Beside("old") : null;
        if (old is not null)
        {
            Directory.Move(_target, old);
        }

        try
        {
            Directory.Move(_temporary, _target);
            _completed = true;
        }
        catch when (old is not null)
        {
            Directory.Move(old, _target);
            throw;
        }

        if (old is not null)
        {
            Directory.Delete(old, recursive: true);
        }
    });

    protected override void Dispose(bool disposing)
    {
        if (_completed)
        {
            return;
        }

        _completed = true;
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        if (Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    /// <summary>A folder is replaced as a whole, so one that holds more than a table's parts is left alone.</summary>
    private void RefuseForeign(string path)
    {
        if (Directory.Exists(_target)
            && Directory.EnumerateFileSystemEntries(_target).FirstOrDefault(e => Directory.Exists(e) || Path.GetFileName(e) is not ['_' or '.', ..] and not ['p', 'a', 'r', 't', '-', ..]) is { } entry)
        {
            throw new WriteException($"Output folder '{path}' holds '{Path.GetFileName(entry)}', which is no part of a table, and would be replaced. Fix: another folder.");
        }
    }

    private string Beside(string ending) =>
        Path.Combine(Path.GetDirectoryName(_target) ?? "/", $".{Path.GetFileName(_target)}.{Guid.NewGuid():N}.{ending}");

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WriteException($"Output folder '{Path.GetFileName(_target)}' cannot be written: {e.Message}", e);
        }
    }
}
