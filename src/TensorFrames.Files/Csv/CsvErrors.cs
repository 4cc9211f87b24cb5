using CsvHelper;

namespace TensorFrames.Files;

/// <summary>Opens CSV and turns what goes wrong into errors that name the file.</summary>
internal static class CsvErrors
{
    internal static CsvReader Open(string path)
    {
        var reader = CsvReader.FromFile(path, new CsvReaderOptions
        {
            Separator = ',',
            TrackLineNumbers = true,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MalformedData = CsvMalformedDataHandling.Throw,
            TrueValues = ["true"],
            FalseValues = ["false"],
        });
        try
        {
            reader.ReadHeader();
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    internal static T Guard<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new TableException($"Table '{name}', line {e.LineNumber}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            throw new TableException($"Table '{name}' cannot be read as CSV: {e.Message.TrimEnd('.')}. Fix: a header line, then as many fields in every line, with commas between them.", e);
        }
    }
}
