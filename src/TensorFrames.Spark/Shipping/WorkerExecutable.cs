namespace TensorFrames.Spark.Shipping;

/// <summary>The worker that goes to the executors: beside this assembly, or where a NuGet package puts native files.</summary>
internal static class WorkerExecutable
{
    internal const string Name = "tensorframes-worker";

    /// <exception cref="PlanException">It is not there.</exception>
    internal static string Find(string? given = null)
    {
        string[] places = given is not null ? [given]
            : [Path.Combine(AppContext.BaseDirectory, Name), Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", Name)];
        return System.Array.Find(places, File.Exists) ?? throw new PlanException(
            $"The Spark worker is not at {string.Join(" nor at ", places)}. Fix: build or restore TensorFrames.Spark for linux-x64, which brings it, or name it (ShipOptions.Worker).");
    }
}
