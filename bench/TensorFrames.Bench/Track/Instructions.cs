using System.Globalization;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Track;

/// <summary>Instructions of the shim's own code in one of its hot calls, counted by callgrind on the fake libtensorflow.</summary>
internal static class Instructions
{
    internal const string Prefix = "shim, ";
    private const int Few = 100;
    private const int Calls = 1000;

    /// <summary>Why they cannot be counted here; null where they can.</summary>
    internal static string? Missing => !Command.IsThere("valgrind") ? "needs valgrind (apt install valgrind)" : !Command.IsThere("cmake") ? "needs cmake" : null;

    internal static IEnumerable<Figure> Figures(string root)
    {
        var program = Build(root);
        foreach (var name in Command.Output(program).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Figure.Of(Prefix + name, FigureKind.Instructions, (double)(Count(program, name, Few + Calls) - Count(program, name, Few)) / Calls);
        }
    }

    private static string Build(string root)
    {
        var build = Path.Combine(root, "native", "obj", "track");
        Command.Output("cmake", "-S", root, "-B", build, "-DTFN_TESTS=ON", "-DCMAKE_BUILD_TYPE=Release");
        Command.Output("cmake", "--build", build, "--target", "hot_calls");
        return Path.Combine(build, "native", "tests", "hot_calls");
    }

    private static long Count(string program, string name, int times)
    {
        using var folder = new ScratchFolder();
        var counts = folder.File("callgrind.out");
        Command.Output("valgrind", "--tool=callgrind", "--callgrind-out-file=" + counts, program, name, times.ToString(CultureInfo.InvariantCulture));
        return CallgrindFile.SelfInstructions(File.ReadLines(counts), object_ => object_.EndsWith("/libtfn.so", StringComparison.Ordinal));
    }
}
