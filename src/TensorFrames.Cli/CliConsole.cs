namespace TensorFrames.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
internal sealed record CliConsole(TextWriter Out, TextWriter Error)
{
    /// <summary>Columns of the terminal that <see cref="Error"/> is; 0 where it is none.</summary>
    internal int ErrorColumns { get; init; }

    /// <summary>Whether this is the command's own process, whose log level and malloc it may set.</summary>
    internal bool OwnsProcess { get; init; }

    internal static CliConsole OfProcess() => new(Console.Out, Console.Error)
    {
        OwnsProcess = true,
        ErrorColumns = Console.IsErrorRedirected ? 0 : Columns(),
    };

    // A terminal may have no size; 80 columns fit everywhere.
    private static int Columns()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
