using System.Diagnostics;

namespace TensorFrames.Building;

/// <summary>The C# line that makes a part of a graph; for messages.</summary>
internal readonly record struct SourceLine(string File, int Line)
{
    private static readonly string? Own = typeof(SourceLine).Assembly.FullName;

    /// <summary>What C# passes no line to, operators and indexers; it is looked up once something is wrong.</summary>
    internal static SourceLine OfCaller => default;

    /// <summary><c>Program.cs:17</c>; the method's name where there are no symbols.</summary>
    public override string ToString() => Line > 0 ? $"{Path.GetFileName(File)}:{Line}" : Where();

    /// <summary>This line, looked up where C# did not pass it.</summary>
    internal SourceLine Found() => Line > 0 ? this
        : Frames().Select(f => new SourceLine(f.GetFileName() ?? "", f.GetFileLineNumber())).FirstOrDefault();

    private static string Where()
    {
        foreach (var frame in Frames())
        {
            return frame.GetFileLineNumber() > 0 ? $"{Path.GetFileName(frame.GetFileName())}:{frame.GetFileLineNumber()}"
                : DiagnosticMethodInfo.Create(frame)?.Name ?? "an unknown line";
        }

        return "an unknown line";
    }

    // From the first frame that is not this library's.
    private static IEnumerable<StackFrame> Frames() =>
        new StackTrace(fNeedFileInfo: true).GetFrames().SkipWhile(f => DiagnosticMethodInfo.Create(f)?.DeclaringAssemblyName == Own);
}
