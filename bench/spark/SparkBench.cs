using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Choices;
using TensorFrames.Bench.Spark.Full;
using TensorFrames.Bench.Spark.Gates;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark;

/// <summary>Jobs on a real Spark: what our worker adds to the way itself, and where a job's time goes.</summary>
internal static class SparkBench
{
    private const int WrongUse = 64;

    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = BenchOptions.Parse(args);
            if (options.Shared is not { } shared)
            {
                throw new UsageException("../shared of the checkout is not there. Fix: --shared FOLDER.");
            }

            TensorFlowRuntime.MuteLog();
            var library = LibTensorFlow.Find(new() { Version = options.TensorFlow });
            return options.Report ? await FullSet.RunAsync(options, shared, library) : await OnOneVersionAsync(options, shared, library);
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(BenchOptions.Help);
            return WrongUse;
        }
    }

    private static async Task<int> OnOneVersionAsync(BenchOptions options, string shared, string library)
    {
        var (rounds, scale) = (options.Rounds, options.Scale);
        using var scratch = new ScratchFolder();
        using var server = SparkServer.Start(shared, options.Version, scratch.File("server"));
        var failed = 0;
        await using (var session = await SparkSession.ConnectAsync(server.Url))
        {
            await session.ShipAsync(new ShipOptions { InstalledLibTensorFlow = library, BatchRows = options.BatchRows });
            if (options.Forms)
            {
                await Choices.Forms.ShowAsync(session, scratch.File("forms"), rounds, (long)(4e6 * scale));
                return 0;
            }

            if (options.Sizes)
            {
                foreach (var workload in Workload.Two(scale / 2))
                {
                    Console.WriteLine($"{workload.Name}, Spark {session.Version}");
                    await BatchSizes.ShowAsync(session, workload, scratch.File("sizes"), rounds);
                }

                return 0;
            }

            using var memory = new ProcessMemory(server.Folder);
            foreach (var workload in Workload.Two(scale))
            {
                Console.WriteLine($"{workload.Name}, Spark {session.Version}, TensorFlow {options.TensorFlow}");
                failed += Show(await JobGates.OfAsync(session, workload, scratch.File("tables"), server.Log, rounds));
            }

            failed += Show([MemoryGate.Of(memory, options.TensorFlow)]);
        }

        Console.WriteLine("a new session");
        return failed + Show(await FirstBatch.GatesAsync(server.Url, library, scratch.File("."), rounds)) == 0 ? 0 : 1;
    }

    private static int Show(IReadOnlyList<Gate> gates)
    {
        foreach (var gate in gates)
        {
            Console.WriteLine(gate);
        }

        return gates.Count(g => !g.Holds);
    }
}
