namespace TensorFrames.Tests;

/// <summary>The golden cases beside the project, where they are.</summary>
internal static class Golden
{
    internal const string Missing = "needs ../shared/golden";

    internal static string? Folder { get; } = Checkout.Shared("golden");

    internal static string Path(string relative) => System.IO.Path.Combine(Folder!, relative);
}
