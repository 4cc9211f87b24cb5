namespace TensorFrames;

/// <summary>Where on the data's way an error was found. Earlier is better: nothing has run yet before <see cref="Run"/>.</summary>
public enum Stage
{
    /// <summary>libtensorflow or the graph could not be loaded.</summary>
    Load,

    /// <summary>Graph, columns and options do not fit together; found before any data was read.</summary>
    Plan,

    /// <summary>The table could not be read.</summary>
    Read,

    /// <summary>A block could not be converted or run.</summary>
    Run,

    /// <summary>The result could not be written.</summary>
    Write,
}
