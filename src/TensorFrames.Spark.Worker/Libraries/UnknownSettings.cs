using TensorFrames.Spark.Worker.Process;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Settings under <c>spark.tensorframes.</c> that this worker does not know: mistyped, or a newer driver's. Each is told of once, in the log.</summary>
internal sealed class UnknownSettings
{
    private const int Most = 100;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    internal void Tell(IEnumerable<string> names)
    {
        foreach (var name in names.Where(n => !WorkerSettings.Names.Contains(n, StringComparer.Ordinal)))
        {
            lock (_told)
            {
                if (_told.Count == Most || !_told.Add(name))
                {
                    continue;
                }
            }

            Log.Line($"setting {WorkerSettings.Full(name)} is none that this worker knows: {string.Join(", ", WorkerSettings.Names.Select(WorkerSettings.Full))}");
        }
    }
}
