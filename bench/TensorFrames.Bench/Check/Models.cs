using System.Diagnostics;
using Apache.Arrow;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Check;

/// <summary>A SavedModel of TensorFlow 2 loaded and run once, and its frozen graph, against TensorFlow's own loader and the graph as that leaves it.</summary>
internal static class Models
{
    private const int Photos = 4;
    private const double LoadLimit = 1.2;
    private const double FrozenLimit = 0.98;
    private static readonly SessionConfig s_config = new();

    // An empty ConfigProto: what who loads with the C API has.
    private static readonly SessionConfig s_own = new() { InterOpThreads = 0, OptimizerRounds = 0, AllowSoftPlacement = false };

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments)
    {
        if (Tests.Golden.Folder is null)
        {
            Console.WriteLine($"  models: skipped, {Tests.Golden.Missing}");
            yield break;
        }

        using var saved = Runtimes.Quietly(() => new SavedImageModel(runtime));
        using var work = Workload.Floats([], Photos, SavedImageModel.Cell, 1, "input");
        yield return Loading(runtime, saved.Folder, work, arguments);
        yield return Running(runtime, saved.Folder, work, arguments);
    }

    private static Gate Loading(TensorFlowRuntime runtime, string folder, Workload work, Arguments arguments)
    {
        var limit = LoadLimit + (arguments.Short ? Throughput.SmokeSlack : 0);
        (double Ratio, double Theirs, double Ours) least = (double.PositiveInfinity, 0, 0);
        for (var attempt = 0; attempt < 3 && least.Ratio > limit; attempt++)
        {
            var pairs = Enumerable.Range(-1, arguments.Short ? 6 : 12).Select(i => Pair(runtime, folder, work, theirsFirst: i % 2 == 0)).Skip(1).ToArray();
            var ratio = Median.Of(pairs.Select(p => p.Ours / p.Theirs));
            least = ratio < least.Ratio ? (ratio, Median.Of(pairs.Select(p => p.Theirs)), Median.Of(pairs.Select(p => p.Ours))) : least;
        }

        return Gate.Most(
            "ImageNet SavedModel loaded and run : the C API's own", least.Ratio, limit,
            $"{least.Theirs * 1e3:N0} ms in C, {least.Ours * 1e3:N0} ms here; {Photos} photos");
    }

    // What was loaded is let go outside of both times.
    private static (double Theirs, double Ours) Pair(TensorFlowRuntime runtime, string folder, Workload work, bool theirsFirst)
    {
        var theirs = theirsFirst ? Theirs(runtime, folder, work) : 0;
        var ours = Ours(runtime, folder, work);
        return (theirsFirst ? theirs : Theirs(runtime, folder, work), ours);
    }

    private static double Theirs(TensorFlowRuntime runtime, string folder, Workload work)
    {
        var start = Stopwatch.GetTimestamp();
        using var loop = Runtimes.Quietly(() => Loaded(runtime, folder, work, s_own));
        loop.Run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Ours(TensorFlowRuntime runtime, string folder, Workload work)
    {
        var start = Stopwatch.GetTimestamp();
        using var model = Model.Load(folder, runtime: runtime);
        using var result = Runtimes.Quietly(() => Frame.From(work.Table).MapBlocks(model.Signatures["serving_default"], new MapOptions { Keep = [] }).ToBatches(Throughput.OneThread).Single());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sum = ((FloatArray)((FixedSizeListArray)result.Column(0)).Values).Values.ToArray().Sum();
        return Math.Abs(sum - Photos) < 1e-3 ? seconds : throw new InvalidOperationException($"The probabilities of {Photos} photos sum to {sum}.");
    }

    private static Gate Running(TensorFlowRuntime runtime, string folder, Workload work, Arguments arguments)
    {
        using var model = Model.Load(folder, runtime: runtime);
        using var frozen = Workload.Floats(model.Signatures["serving_default"].Freeze(), Photos, SavedImageModel.Cell, 1, "input");
        using var unfrozen = Runtimes.Quietly(() => Loaded(runtime, folder, work, s_config));
        using var loop = Runtimes.Quietly(() => new ReferenceLoop(runtime, frozen, s_config, "input", "probabilities"));
        var limit = FrozenLimit - (arguments.Short ? Throughput.SmokeSlack : 0);
        var measured = Pairs.Measure(arguments.Short ? 7 : 21, attempts: 3, limit, () => unfrozen.Run(), () => loop.Run());
        return Gate.Least(
            "its frozen graph : the graph with variables", measured.Ratio, limit,
            $"{measured.Reference / Photos * 1e3:N1} ms a photo with variables, {measured.Ours / Photos * 1e3:N1} ms frozen, both in C");
    }

    private static ReferenceLoop Loaded(TensorFlowRuntime runtime, string folder, Workload work, SessionConfig config) =>
        new(runtime, work, config, SavedImageModel.Placeholder, SavedImageModel.Call, folder);
}
