namespace TensorFrames.Models.Checkpoints;

/// <summary>How paths begin.</summary>
internal static class Beginnings
{
    /// <summary>How many parts all of these have in common at their beginning, short of the shortest one's last.</summary>
    public static int Shared(IReadOnlyList<string[]> paths)
    {
        var shared = 0;
        while (paths.Count > 0 && paths.All(p => shared < p.Length - 1 && p[shared] == paths[0][shared]))
        {
            shared++;
        }

        return shared;
    }
}
