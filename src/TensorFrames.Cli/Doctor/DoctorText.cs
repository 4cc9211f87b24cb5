using System.Globalization;
using TensorFrames.Cli.Output;
using TensorFrames.Locating;

namespace TensorFrames.Cli.Doctor;

/// <summary>The facts for people.</summary>
internal static class DoctorText
{
    internal static void Write(CliConsole console, DoctorFacts facts)
    {
        var text = console.Out;
        text.WriteLine("libtensorflow, looked for in this order:");
        var places = new TextTable();
        foreach (var candidate in facts.Search.Candidates)
        {
            places.Add(candidate.Taken ? "→" : " ", Place(candidate.Source), candidate.Path ?? "-", Verdict(candidate));
        }

        if (facts.Search.Candidates.Count > 0)
        {
            places.Write(text);
        }

        text.WriteLine();
        var summary = new TextTable();
        summary.Add("TensorFlow", TensorFlow(facts));
        summary.Add("shim", DoctorFacts.Shim is { } shim ? string.Create(CultureInfo.InvariantCulture, $"libtfn, interface version {shim}") : "cannot be loaded");
        summary.Add("tframes", DoctorFacts.Tool);
        summary.Add("system", DoctorFacts.System);
        summary.Add(".NET", DoctorFacts.DotNet);
        summary.Write(text);
        text.Flush();
        if (facts.Error is not null)
        {
            // Where nothing was found the places stand above already, with why each was not taken.
            console.Error.WriteLine(facts.Search.Candidates.Count > 0 && facts.Error.Message.EndsWith(NothingFound.Fixes, StringComparison.Ordinal)
                ? "tframes: libtensorflow was not found. " + NothingFound.Fixes : $"tframes: {facts.Error.Message}");
            console.Error.Flush();
        }
    }

    private static string TensorFlow(DoctorFacts facts) => facts.Runtime is { } runtime
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{runtime.Version}; columns are borrowed from {runtime.BorrowAlignment}-byte boundaries; strings are {(runtime.BorrowsStrings ? "borrowed" : "copied, as versions before 2.4 encode them")}")
        : facts.Error is null ? "none yet: the first command that needs it fetches it" : "none";

    private static string Verdict(LibTensorFlowCandidate candidate) =>
        DoctorFacts.WouldBeFetched(candidate) ? "would be fetched when needed" : candidate.WhyNot ?? "taken";

    private static string Place(LibTensorFlowSource source) => source switch
    {
        LibTensorFlowSource.Option => "--libtensorflow",
        LibTensorFlowSource.Environment => "TENSORFRAMES_LIBTENSORFLOW",
        LibTensorFlowSource.Redist => "redist beside the app",
        LibTensorFlowSource.Cache => "cache",
        LibTensorFlowSource.Shared => "../shared of a checkout",
        _ => "npm package",
    };
}
