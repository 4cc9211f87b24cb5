using ParquetSharp;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>ParquetSharp's errors as ours: they name the file and drop the native class name.</summary>
internal static class ParquetErrors
{
    internal static TableException Read(string name, Exception error) =>
        new($"Table '{name}' cannot be read as Parquet: {Text(error)}", error);

    internal static string Text(Exception error)
    {
        var text = error.Message;
        var start = text.IndexOf("(message: '", StringComparison.Ordinal);
        return error is ParquetException && start >= 0 ? text[(start + 11)..].TrimEnd(')').TrimEnd('\'') : text;
    }
}
