using TensorFrames.Bench.Check;
using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Gates;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>How soon a new session has its first rows, on a server that was just started and on one that runs.</summary>
internal static class ColdStarts
{
    private const int Rows = 1000;

    /// <param name="figures">Where the figures go.</param>
    /// <param name="server">A server that has had no session yet.</param>
    /// <param name="library">The libtensorflow.</param>
    /// <param name="folder">For files.</param>
    /// <param name="rounds">New sessions.</param>
    /// <param name="withBare">Whether a C program that does the same is timed too: once is enough for all versions.</param>
    internal static async Task MeasureAsync(Figures figures, SparkServer server, string library, string folder, int rounds, bool withBare)
    {
        var fresh = await FirstBatch.OfNewSessionAsync(server.Url, library);
        List<NewSession> sessions = [];
        List<double> bare = [];
        for (var round = 0; round < rounds; round++)
        {
            bare.AddRange(withBare ? [FirstBatch.Bare(library, folder)] : []);
            sessions.Add(await FirstBatch.OfNewSessionAsync(server.Url, library));
        }

        if (withBare)
        {
            Add("bare C", "dlopen, session, first run", [.. bare], "");
        }

        Add("ours", "first batch of a new session", [.. sessions.Select(s => s.First)], server.Deployment);
        Add("ours", "the same job again", [.. sessions.Select(s => s.Again)], server.Deployment);
        Add("ours", "connecting, shipping, planning and first batch", [.. sessions.Select(s => s.Whole)], server.Deployment);
        Add("ours", "the same on a fresh server", [fresh.Whole], server.Deployment);

        void Add(string subject, string what, double[] seconds, string where)
        {
            var series = new Series([], seconds);
            figures.Add(new(Stages.ColdStart, subject, what, Rows, Median.Of(seconds), "s", seconds.Length == 1 ? null : series.Spread, where.Length == 0 ? "" : $"{server.Version}, {where}"));
        }
    }
}
