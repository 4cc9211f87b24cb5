namespace TensorFrames.Spark;

/// <summary>The server's version: the text, and the two numbers that messages differ by.</summary>
internal sealed record SparkVersion(string Text, Version Number)
{
    internal int Major => Number.Major;

    internal int Minor => Number.Minor;

    /// <exception cref="SparkConnectionException">The server is older than 3.5, or says nothing of the kind.</exception>
    internal static SparkVersion Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length >= 2 && int.TryParse(parts[0], out var major) && int.TryParse(parts[1], out var minor)
            ? (major, minor) is ( > 3, _) or (3, >= 5) ? new(text, new(major, minor))
                : throw new SparkConnectionException($"The server is Spark {text}; 3.5 or newer is needed.")
            : throw new SparkConnectionException($"The server says that it is Spark '{text}', which is no version.");
    }

    internal bool AtLeast(int major, int minor) => Number >= new Version(major, minor);

    public override string ToString() => Text;
}
