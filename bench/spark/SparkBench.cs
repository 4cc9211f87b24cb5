using System.Globalization;
using TensorFrames.Bench.Check;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark;

/// <summary>Jobs on a real Spark: what our worker adds to the way itself, and where a job's time goes.</summary>
internal static class SparkBench
{
    private const string Help = """
        bench/spark --shared FOLDER [--version 4.3.0] [--rounds 7] [--scale 1.0] [--tensorflow 1.15.0|2.21.0] [--batch-rows N] [--forms yes] [--sizes yes]
          FOLDER  the folder with spark/ (../shared of a checkout)
          scale   of the tables: 20 M doubles, 2 M × 32 floats
        """;

    internal static async Task<int> RunAsync(string[] args)
    {
        var options = Enumerable.Range(0, args.Length / 2).ToDictionary(i => args[2 * i], i => args[(2 * i) + 1], StringComparer.Ordinal);
        if (!options.TryGetValue("--shared", out var shared))
        {
            Console.WriteLine(Help);
            return 64;
        }

        TensorFlowRuntime.MuteLog();
        var rounds = int.Parse(options.GetValueOrDefault("--rounds", "7"), CultureInfo.InvariantCulture);
        var scale = double.Parse(options.GetValueOrDefault("--scale", "1"), CultureInfo.InvariantCulture);
        var version = options.GetValueOrDefault("--tensorflow", "2.21.0");
        var library = LibTensorFlow.Find(new() { Version = version });
        using var scratch = new ScratchFolder();
        using var server = SparkServer.Start(Path.GetFullPath(shared), options.GetValueOrDefault("--version", "4.3.0"), scratch.File("server"));
        var failed = 0;
        await using (var session = await SparkSession.ConnectAsync(server.Url))
        {
            await session.ShipAsync(new ShipOptions
            {
                InstalledLibTensorFlow = library,
                BatchRows = options.TryGetValue("--batch-rows", out var rows) ? int.Parse(rows, CultureInfo.InvariantCulture) : null,
            });
            if (options.ContainsKey("--forms"))
            {
                await Forms.ShowAsync(session, scratch.File("forms"), rounds, (long)(4e6 * scale));
                return 0;
            }

            if (options.ContainsKey("--sizes"))
            {
                foreach (var workload in (Workload[])[Workload.Doubles((long)(10e6 * scale)), Workload.Vectors((long)(1e6 * scale))])
                {
                    Console.WriteLine($"{workload.Name}, Spark {session.Version}");
                    await BatchSizes.ShowAsync(session, workload, scratch.File("sizes"), rounds);
                }

                return 0;
            }

            using var memory = new Memory(scratch.File("server"));
            foreach (var workload in (Workload[])[Workload.Doubles((long)(20e6 * scale)), Workload.Vectors((long)(2e6 * scale))])
            {
                Console.WriteLine($"{workload.Name}, Spark {session.Version}, TensorFlow {version}");
                failed += Show(await JobGates.OfAsync(session, workload, scratch.File("tables"), new TaskLog(scratch.File("server")), rounds));
            }

            failed += Show([memory.Gate(version)]);
        }

        Console.WriteLine("a new session");
        return failed + Show(await FirstBatch.OfAsync(server.Url, library, scratch.File("."), rounds)) == 0 ? 0 : 1;
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
