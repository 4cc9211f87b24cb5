namespace TensorFrames.Tests;

/// <summary>The golden cases beside the project, where they are.</summary>
internal static class Golden
{
    internal const string Missing = "needs ../shared/golden";

    internal static string? Folder { get; } = Find();

    internal static string Path(string relative) => System.IO.Path.Combine(Folder!, relative);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TFN_SHARED") is { Length: > 0 } shared)
        {
            return Existing(System.IO.Path.Combine(shared, "golden"));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "TensorFrames.Net.sln")))
            {
                return Existing(System.IO.Path.Combine(folder.Parent!.FullName, "shared", "golden"));
            }
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}
