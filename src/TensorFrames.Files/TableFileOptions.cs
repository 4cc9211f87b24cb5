using Apache.Arrow;
using TensorFrames.Ipc;

namespace TensorFrames.Files;

/// <summary>How to read and write files of tables.</summary>
public sealed record TableFileOptions
{
    /// <summary>The most rows of one batch from Parquet and CSV; a multiple of 64 so that pieces stay aligned. Default 65,536.</summary>
    public int MaxBatchRows
    {
        get;
        init => field = value >= 64 && value % 64 == 0 ? value : throw new PlanException($"MaxBatchRows is {value}. Fix: a multiple of 64.");
    } = 65_536;

    /// <summary>Columns and types of CSV files; null to infer them.</summary>
    public Schema? CsvSchema { get; init; }

    /// <summary>Rows of a CSV file that its types are inferred from. Default 10,000.</summary>
    public int CsvInferenceRows { get; init; } = 10_000;

    /// <summary>The compression of Parquet that is written. Default snappy.</summary>
    public ParquetSharp.Compression ParquetCompression { get; init; } = ParquetSharp.Compression.Snappy;

    /// <summary>The compression of Arrow files and streams that are written. Default none.</summary>
    public IpcCompression ArrowCompression { get; init; }

    /// <summary>The format of the parts of a folder that is written. Default Parquet.</summary>
    public TableFormat FolderFormat { get; init; }
}
