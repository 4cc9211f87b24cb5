using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Opens and creates tables by path.</summary>
public static class TableFiles
{
    /// <summary>The path of standard input and output.</summary>
    public const string Standard = "-";

    /// <summary>
    /// Opens a file by extension (.parquet, .arrow, .feather, .arrows, .csv), a folder of parts, a glob (<c>*</c>,
    /// <c>?</c>, <c>**</c>), or <c>-</c>, an Arrow IPC stream on standard input. Files of a folder or glob come in ordinal
    /// order; names that begin with _ or a dot are left out.
    /// </summary>
    /// <exception cref="TableException">Nothing is there, formats are mixed, schemas differ, or a file is broken; the message names it.</exception>
    public static Tables.Table Open(string path, TableFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        if (path == Standard)
        {
            return new IpcStreamTable(Console.OpenStandardInput(), new IpcReadOptions { Name = "standard input" });
        }

        if (PathExpansion.IsGlob(path))
        {
            return Many(path, PathExpansion.Glob(path), options);
        }

        if (Directory.Exists(path))
        {
            return Many(path, PathExpansion.Parts(path), options);
        }

        return !File.Exists(path) ? throw new TableException($"Table '{path}' does not exist. Fix: the path of a file, a folder, a glob, or - for standard input.")
            : OpenFile(path, TableFormats.Of(path) ?? throw new TableException(TableFormats.Unknown(path)), options);
    }

    /// <summary>
    /// Starts an output: a file by extension, <c>-</c> for an Arrow IPC stream on standard output, or, if the path ends in
    /// <c>/</c>, a folder with one part for each partition. Nothing is at the target until <see cref="TableOutput.Complete"/>.
    /// </summary>
    /// <exception cref="WriteException">The extension tells no format that can be written.</exception>
    public static TableOutput Create(string path, Schema schema, TableFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new();
        if (path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar))
        {
            return new FolderOutput(path, schema, options);
        }

        return new SingleOutput(CreateFile(path, schema, path == Standard ? TableFormat.ArrowStream : TableFormats.Of(path), options));
    }

    internal static BatchWriter CreateFile(string path, Schema schema, TableFormat? format, TableFileOptions options) => format switch
    {
        TableFormat.Parquet => new ParquetTableWriter(path, schema, options.ParquetCompression),
        TableFormat.ArrowFile => new IpcFileWriter(path, schema, options.ArrowCompression),
        TableFormat.ArrowStream when path == Standard =>
            new IpcStreamWriter(StandardOutput.Open(), schema, options.ArrowCompression, name: "standard output"),
        TableFormat.ArrowStream => new IpcStreamWriter(path, schema, options.ArrowCompression),
        TableFormat.Csv => throw new WriteException($"'{path}': CSV is read only. Fix: .parquet, .arrow or .arrows."),
        _ => throw new WriteException(TableFormats.Unknown(path)),
    };

    private static Tables.Table OpenFile(string path, TableFormat format, TableFileOptions options)
    {
        RegularFile.Require(path);
        return format switch
        {
            TableFormat.Parquet => new ParquetTable(path, options),
            TableFormat.ArrowFile => new IpcFileTable(path),
            TableFormat.ArrowStream => new IpcStreamTable(path),
            _ => new CsvTable(path, options),
        };
    }

    private static FilesTable Many(string path, string[] files, TableFileOptions options)
    {
        if (files.Length == 0)
        {
            throw new TableException($"Table '{path}' has no files.");
        }

        var formats = files.Select(file => TableFormats.Of(file) ?? throw new TableException(TableFormats.Unknown(file))).ToArray();
        var other = System.Array.FindIndex(formats, format => format != formats[0]);
        return other >= 0
            ? throw new TableException($"Table '{path}' mixes formats: '{Path.GetFileName(files[0])}' and '{Path.GetFileName(files[other])}'. Fix: files of one format.")
            : new FilesTable([.. files.Select(file => (Path.GetFileName(file), OpenFile(file, formats[0], options)))]);
    }
}
