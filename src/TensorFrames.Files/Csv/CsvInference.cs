using Apache.Arrow;
using Apache.Arrow.Types;
using CsvHelper;

namespace TensorFrames.Files;

/// <summary>The types of a CSV file's columns.</summary>
internal static class CsvInference
{
    /// <summary>Types from narrow to wide; the last takes everything.</summary>
    private static readonly IArrowType[] Candidates = [Int64Type.Default, DoubleType.Default, BooleanType.Default, StringType.Default];

    internal static Schema SchemaOf(string path, TableFileOptions options)
    {
        using var reader = CsvErrors.Open(path);
        var name = Path.GetFileName(path);
        if (reader.Headers.Count == 0)
        {
            throw new TableException($"Table '{name}' is empty: a CSV file begins with a header.");
        }

        if (reader.Headers.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new TableException($"Table '{name}' has column '{twice.Key}' twice in its header.") { Column = twice.Key };
        }

        return options.CsvSchema is { } given ? Checked(given, reader, name) : Inferred(reader, options.CsvInferenceRows);
    }

    private static Schema Checked(Schema given, CsvReader reader, string name)
    {
        foreach (var field in given.FieldsList)
        {
            if (!reader.Headers.Contains(field.Name, StringComparer.Ordinal))
            {
                throw new TableException($"Table '{name}' has no column '{field.Name}'. Its columns: {string.Join(", ", reader.Headers)}.") { Column = field.Name };
            }

            CsvColumn.Of(field, name);
        }

        return given;
    }

    private static Schema Inferred(CsvReader reader, int rows)
    {
        var fits = new int[reader.Headers.Count];
        var seen = new bool[fits.Length];
        for (var row = 0; row < rows && reader.Read(); row++)
        {
            for (var i = 0; i < fits.Length; i++)
            {
                if (reader.IsEmpty(i))
                {
                    continue;
                }

                // An int column may widen to float, but one that had numbers never becomes bool.
                var first = fits[i];
                while (!Fits(reader, i, fits[i]) || (seen[i] && first < 2 && fits[i] == 2))
                {
                    fits[i]++;
                }

                seen[i] = true;
            }
        }

        return new Schema([.. reader.Headers.Select((h, i) => new Field(h, seen[i] ? Candidates[fits[i]] : StringType.Default, nullable: true))], null);
    }

    private static bool Fits(CsvReader reader, int column, int candidate) => candidate switch
    {
        0 => reader.TryParse<long>(column, out _),
        1 => reader.TryParse<double>(column, out _),
        2 => reader.TryParse<bool>(column, out _),
        _ => true,
    };
}
