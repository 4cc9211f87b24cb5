using System.Collections.Concurrent;
using TensorFrames.Locating;

namespace TensorFrames.Tests;

/// <summary>
/// The two real libraries tests run on: 1.15.0, which any machine with npm can get, and 2.21.0, which lies beside the
/// project on some. Nothing is fetched before a test needs it, and then once, under the cache's file lock.
/// </summary>
public static class TestRuntimes
{
    public const string Old = "1.15.0";
    public const string New = "2.21.0";

    /// <summary>Why tests on a version are skipped; null where they are run.</summary>
    public static string? WhySkipped(string version) => version == New && !NewIsThere.Value ? "needs ../shared/tensorflow" : null;

    /// <summary>Both, the missing one too: <see cref="WhySkipped"/> tells.</summary>
    public static IReadOnlyList<Runtime> All { get; } = [new(Old), new(New)];

    /// <summary>Those that tests can run on here.</summary>
    public static IReadOnlyList<Runtime> Present => [.. All.Where(runtime => WhySkipped(runtime.Version) is null)];

    static readonly ConcurrentDictionary<string, Lazy<string>> Paths = new(StringComparer.Ordinal);

    static readonly Lazy<bool> NewIsThere = new(() => Search(New, fetch: false).Candidates.Any(
        candidate => candidate.Taken
            || (candidate.Source == LibTensorFlowSource.Shared && candidate.WhyNot == Locator.NotFetched)));

    /// <exception cref="LibTensorFlowException">It cannot be had; the message names the log of the attempt.</exception>
    public static string LibraryPath(string version) => Paths.GetOrAdd(version, v => new(() => Get(v))).Value;

    static string Get(string version)
    {
        using var log = new FetchLog(version);
        var search = Search(version, fetch: true, log);
        log.Write(string.Join('\n', search.Candidates));
        if (search.Path is not { } path)
        {
            throw new LibTensorFlowException($"{search.Error!.Message}\nLog of the fetch: {log.File}");
        }
        log.Delete();
        return path;
    }

    static LibTensorFlowSearch Search(string version, bool fetch, IProgress<FetchProgress>? progress = null) =>
        LibTensorFlow.Search(
            new() { Version = version, AllowFetch = fetch, Progress = progress },
            // A user's own choice of library is not what these tests are about.
            Surroundings.Here with
            {
                Variable = name => name.StartsWith("TENSORFRAMES_", StringComparison.Ordinal) ? null : Environment.GetEnvironmentVariable(name),
            },
            CancellationToken.None);
}
