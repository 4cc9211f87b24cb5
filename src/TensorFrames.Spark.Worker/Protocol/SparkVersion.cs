using System.Globalization;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Major and minor version of the Spark that writes the header: each minor has a layout of its own.</summary>
internal readonly record struct SparkVersion(int Major, int Minor) : IComparable<SparkVersion>
{
    internal static readonly SparkVersion V35 = new(3, 5);
    internal static readonly SparkVersion V40 = new(4, 0);
    internal static readonly SparkVersion V41 = new(4, 1);
    internal static readonly SparkVersion V42 = new(4, 2);
    internal static readonly SparkVersion V43 = new(4, 3);

    /// <summary>Reads 4.1, 4.1.4, 4.2.0-SNAPSHOT or 4.0.1.7 of some vendor.</summary>
    internal static SparkVersion? Parse(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
        {
            return null;
        }

        var minor = text[(dot + 1)..];
        var end = minor.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var a)
            && int.TryParse(end < 0 ? minor : minor[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var b) ? new(a, b) : null;
    }

    public int CompareTo(SparkVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public static bool operator <(SparkVersion a, SparkVersion b) => a.CompareTo(b) < 0;

    public static bool operator >(SparkVersion a, SparkVersion b) => a.CompareTo(b) > 0;

    public static bool operator <=(SparkVersion a, SparkVersion b) => a.CompareTo(b) <= 0;

    public static bool operator >=(SparkVersion a, SparkVersion b) => a.CompareTo(b) >= 0;

    public override string ToString() => $"{Major}.{Minor}";
}
