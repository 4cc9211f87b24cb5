using TensorFrames.Interop;

namespace TensorFrames.Bench;

/// <summary>The libtensorflows to measure: the one named, or each of the two tested versions that is here.</summary>
internal static class Runtimes
{
    private static readonly string[] Tested = ["1.15.0", "2.21.0"];

    internal static IReadOnlyList<TensorFlowRuntime> Open(Arguments arguments)
    {
        IReadOnlyList<string> paths = arguments.Library is { } library ? [LibTensorFlow.Find(new() { Path = library })]
            : arguments.Version is { } version ? [LibTensorFlow.Find(new() { Version = version, AllowFetch = true })]
            : [.. Tested.Select(v => LibTensorFlow.Search(new() { Version = v }).Path).OfType<string>().Distinct()];
        if (paths.Count == 0)
        {
            paths = [LibTensorFlow.Find(new() { Version = Tested[0], AllowFetch = true })];
        }

        return [.. paths.Select(Open)];
    }

    /// <summary>The newest that is here, opened once.</summary>
    internal static TensorFlowRuntime Newest => Last.Value;

    private static readonly Lazy<TensorFlowRuntime> Last = new(() => Open(new Arguments(false, null, null))[^1]);

    /// <summary>Opens one without its start-up lines.</summary>
    internal static TensorFlowRuntime Open(string path)
    {
        TensorFlowRuntime.MuteLog();
        return Quietly(() => TensorFlowRuntime.Open(path));
    }

    /// <summary>Sessions print on the first run as well.</summary>
    internal static T Quietly<T>(Func<T> action)
    {
        Shim.tfn_stderr_mute(1);
        try
        {
            return action();
        }
        finally
        {
            Shim.tfn_stderr_mute(0);
        }
    }
}
