namespace TensorFrames.Files;

/// <summary>Formats by file extension.</summary>
internal static class TableFormats
{
    private const string Known = ".parquet, .arrow, .feather, .arrows, .csv";

    internal static TableFormat? Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".parquet" => TableFormat.Parquet,
        ".arrow" or ".feather" => TableFormat.ArrowFile,
        ".arrows" => TableFormat.ArrowStream,
        ".csv" => TableFormat.Csv,
        _ => null,
    };

    internal static string Extension(TableFormat format) => format switch
    {
        TableFormat.Parquet => ".parquet",
        TableFormat.ArrowFile => ".arrow",
        TableFormat.ArrowStream => ".arrows",
        _ => ".csv",
    };

    internal static string Unknown(string path) => $"'{path}' has no extension that tells its format. Fix: one of {Known}.";
}
