namespace TensorFrames.Locating;

/// <summary>Orders version texts as numbers: 2.9.0 before 2.21.0, a release candidate as its release.</summary>
static class VersionOrder
{
    public static Version Key(string version)
    {
        var numbers = string.Concat(version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return System.Version.TryParse(numbers.TrimEnd('.'), out var parsed) ? parsed : new Version(0, 0);
    }
}
