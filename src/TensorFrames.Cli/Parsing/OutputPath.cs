using TensorFrames.Files;

namespace TensorFrames.Cli.Parsing;

/// <summary>Finds out before anything runs whether an output can be one.</summary>
internal static class OutputPath
{
    /// <exception cref="UsageException">The name tells no format that can be written.</exception>
    /// <exception cref="WriteException">The folder it goes into is not there.</exception>
    internal static string Check(string path)
    {
        if (path == TableFiles.Standard)
        {
            return path;
        }

        GivenPath.Check("--output", path);
        var (isFolder, full) = (path.EndsWith('/'), Path.GetFullPath(path));
        if (!isFolder && Directory.Exists(full))
        {
            throw new WriteException($"Output '{path}' is a folder. Fix: put / at its end to write one part for each partition into it.");
        }

        switch (isFolder ? TableFormat.Parquet : TableFormats.Of(path))
        {
            case null:
                throw new UsageException($"--output {path}: the name tells no format. Fix: .parquet, .arrow or .arrows, a folder with / at its end, or - for an Arrow stream.");
            case TableFormat.Csv:
                throw new UsageException($"--output {path}: CSV is read only. Fix: .parquet, .arrow or .arrows.");
        }

        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full));
        return parent is null || Directory.Exists(parent) ? path
            : throw new WriteException($"Output '{path}' has no folder to go into: '{parent}' does not exist. Fix: create it first.");
    }
}
