using System.Text;

namespace TensorFrames.Bench.Spark.Servers;

/// <summary>What others add to their files, in whole lines: the last one may be half written.</summary>
internal sealed class LogTail
{
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>The lines that were added since the last time.</summary>
    internal string Read(string path)
    {
        var start = _read.GetValueOrDefault(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(start, SeekOrigin.Begin);
        var bytes = new byte[file.Length - start];
        var whole = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n') + 1;
        _read[path] = start + whole;
        return Encoding.UTF8.GetString(bytes, 0, whole);
    }
}
