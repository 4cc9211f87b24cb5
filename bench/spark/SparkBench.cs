using System.Globalization;
using TensorFrames.Bench.Check;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark;

/// <summary>Jobs on a real Spark: what our worker adds to the way itself, and where a job's time goes.</summary>
internal static class SparkBench
{
    private const string Help = """
        bench/spark --shared FOLDER [--version 4.3.0] [--rounds 7] [--scale 1.0] [--tensorflow PATH]
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

        var rounds = int.Parse(options.GetValueOrDefault("--rounds", "7"), CultureInfo.InvariantCulture);
        var scale = double.Parse(options.GetValueOrDefault("--scale", "1"), CultureInfo.InvariantCulture);
        using var scratch = new ScratchFolder();
        using var server = SparkServer.Start(Path.GetFullPath(shared), options.GetValueOrDefault("--version", "4.3.0"), scratch.File("server"));
        await using var session = await SparkSession.ConnectAsync(server.Url);
        await session.ShipAsync(new ShipOptions
        {
            InstalledLibTensorFlow = options.GetValueOrDefault("--tensorflow"),
            BatchRows = options.TryGetValue("--batch-rows", out var rows) ? int.Parse(rows, CultureInfo.InvariantCulture) : null,
        });
        var failed = 0;
        foreach (var workload in (Workload[])[Workload.Doubles((long)(20e6 * scale)), Workload.Vectors((long)(2e6 * scale))])
        {
            Console.WriteLine($"{workload.Name}, Spark {session.Version}");
            foreach (var gate in await JobGates.OfAsync(session, workload, scratch.File("tables"), rounds))
            {
                Console.WriteLine(gate);
                failed += gate.Holds ? 0 : 1;
            }
        }

        return failed == 0 ? 0 : 1;
    }
}
