namespace TensorFrames.Tests;

/// <summary>The source that these tests were built from, and what lies beside it.</summary>
internal static class Checkout
{
    internal static string Root { get; } = Find();

    /// <summary>A file or folder of ../shared, or of where TFN_SHARED points; null where it is not there.</summary>
    internal static string? Shared(params ReadOnlySpan<string> path)
    {
        var shared = Environment.GetEnvironmentVariable("TFN_SHARED") is { Length: > 0 } elsewhere ? elsewhere : Path.Combine(Root, "..", "shared");
        var wanted = Path.GetFullPath(Path.Combine([shared, .. path]));
        return Path.Exists(wanted) ? wanted : null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TensorFrames.Net.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of a checkout.");
        }

        return folder.FullName;
    }
}
