using TensorFrames.Tests.Conformance.Cases;

namespace TensorFrames.Tests.Conformance;

/// <summary>All cases, written once for every engine; a few of each kind make a smoke.</summary>
internal static class Suite
{
    internal const string Passes = "yes";

    private static readonly Dictionary<string, Entry> s_byName;

    static Suite()
    {
        Sections =
        [
            new("Acceptance cases", AcceptanceCases.All),
            new("TensorFrames' longer examples", ExampleCases.All),
            new("TensorFrames' Python tests", PythonCases.All),
            new("TensorFrames' basic operations", BasicCases.All),
            new("TensorFrames' extra operations", ExtraCases.All),
            new("TensorFrames' type suites", TypeCases.All),
            new("TensorFrames' trimmed maps", TrimmedCases.All),
            new("What TensorFrames left untested", UntestedCases.All),
            new("Any table, any batching, any partitioning", PropertyCases.All),
            new("Golden cases", GoldenCases.All),
            new("Golden models", ModelCases.All),
            new("Golden errors", ErrorCases.All),
        ];
        s_byName = Sections.SelectMany(s => s.Entries).ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    internal static IReadOnlyList<Section> Sections { get; }

    internal static IEnumerable<Entry> All => s_byName.Values;

    /// <summary>Those to run: all, or with TFN_CASE those that have this text in their names.</summary>
    internal static IEnumerable<Entry> Asked => Environment.GetEnvironmentVariable("TFN_CASE") is { Length: > 0 } text ? All.Where(e => e.Name.Contains(text, StringComparison.Ordinal)) : All;

    internal static Entry Of(string name) => s_byName[name];

    /// <param name="Title">A heading of docs/conformance.md.</param>
    /// <param name="Entries">In the order of its rows.</param>
    internal sealed record Section(string Title, IReadOnlyList<Entry> Entries);

    /// <param name="Name">Unlike all others.</param>
    /// <param name="Says">What holds.</param>
    /// <param name="Check">Fails where it does not; else how it went, in a word.</param>
    internal sealed record Entry(string Name, string Says, Func<IEngine, Task<string>> Check)
    {
        internal Entry(string name, string says, Func<IEngine, Task> check)
            : this(name, says, async engine =>
            {
                await check(engine);
                return Passes;
            })
        {
        }

        /// <summary>Whether it is among those that run everywhere, always.</summary>
        internal bool IsSmoke { get; init; }
    }
}
