using System.Diagnostics;

namespace TensorFrames.Building;

/// <summary>The C# line that makes a part of a graph; for messages.</summary>
internal readonly record struct SourceLine(string File, int Line)
{
    private static readonly string? Own = typeof(SourceLine).Assembly.FullName;

    /// <summary>What C# passes no line to, operators and indexers; it is looked up once something is wrong.</summary>
    internal static SourceLine OfCaller => default;

    /// <summary><c>Program.cs:17</c>; of a line that was looked up in vain, the method.</summary>
    public override string ToString() => Line > 0 ? $"{Path.GetFileName(File)}:{Line}" : File;

    /// <summary>This line, looked up where C# did not pass it: in the first method on the stack that is not this library's.</summary>
    internal SourceLine Found()
    {
        if (Line > 0)
        {
            return this;
        }

        var frame = new StackTrace(fNeedFileInfo: true).GetFrames().SkipWhile(f => DiagnosticMethodInfo.Create(f)?.DeclaringAssemblyName == Own).FirstOrDefault();
        return frame?.GetFileName() is { } file ? new SourceLine(file, frame.GetFileLineNumber())
            : new SourceLine(frame is not null && DiagnosticMethodInfo.Create(frame) is { } method ? $"{method.DeclaringTypeName}.{method.Name}" : "an unknown line", 0);
    }
}
