namespace TensorFrames;

/// <summary>A graph that C# code builds has a mistake, told at the line that makes it; nothing was read or run.</summary>
public sealed class BuildException(string message)
    : TensorFramesException(Stage.Plan, message)
{
    /// <summary>The C# file with the mistake; empty where it is not known.</summary>
    public string SourceFile { get; init; } = "";

    /// <summary>The line in it, from 1 on; 0 where it is not known.</summary>
    public int SourceLine { get; init; }
}
