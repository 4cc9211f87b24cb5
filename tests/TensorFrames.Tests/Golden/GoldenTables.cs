using TensorFrames.Files;

namespace TensorFrames.Tests;

/// <summary>Opens a golden table.</summary>
internal static class GoldenTables
{
    internal static TensorFrames.Tables.Table Open(string path) => TableFiles.Open(path);
}
