using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TensorFrames.Spark.Shipping;

/// <summary>The worker as a session artifact: an archive that Spark unpacks on each executor, it and its folder named by its content.</summary>
internal sealed class WorkerArchive
{
    // Packing takes longer than sending: once a process, unless the file changes.
    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime Written), Lazy<WorkerArchive>> s_packed = new();

    private WorkerArchive(byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        // All sessions of a cluster without artifact isolation share one folder, and so do two workers of one session.
        var folder = $"tfn-{hash}";
        (Bytes, Command, ArtifactName) = (bytes, $"./{folder}/{WorkerExecutable.Name}", $"archives/{WorkerExecutable.Name}-{hash}.tar.gz#{folder}");
    }

    internal byte[] Bytes { get; }

    /// <summary>What executors start, relative to a task's working directory.</summary>
    internal string Command { get; }

    internal string ArtifactName { get; }

    /// <exception cref="PlanException">It cannot be read.</exception>
    internal static WorkerArchive Pack(string executable)
    {
        try
        {
            // An error is not kept, for what caused it may be mended.
            var file = new FileInfo(executable);
            return s_packed.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => new(() => Write(key.Path), LazyThreadSafetyMode.PublicationOnly)).Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"The Spark worker '{executable}' cannot be packed: {e.Message} Fix: a file that this user may read (ShipOptions.Worker).", e);
        }
    }

    private static WorkerArchive Write(string executable)
    {
        using var packed = new MemoryStream();
        TarGz.Write(packed, [new PackedFile(WorkerExecutable.Name, executable, IsExecutable: true)], CompressionLevel.Optimal, CancellationToken.None);
        return new WorkerArchive(packed.ToArray());
    }
}
