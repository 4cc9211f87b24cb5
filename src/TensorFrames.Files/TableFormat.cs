namespace TensorFrames.Files;

/// <summary>How a table lies in a file.</summary>
public enum TableFormat
{
    /// <summary>Apache Parquet: <c>.parquet</c>.</summary>
    Parquet,

    /// <summary>Arrow IPC file: <c>.arrow</c>, <c>.feather</c>.</summary>
    ArrowFile,

    /// <summary>Arrow IPC stream: <c>.arrows</c>, standard input and output.</summary>
    ArrowStream,

    /// <summary>Comma separated text with a header, read only: <c>.csv</c>.</summary>
    Csv,
}
