using System.IO.Compression;
using System.Security.Cryptography;

namespace TensorFrames.Spark.Shipping;

/// <summary>The worker as a session artifact: an archive that Spark unpacks on each executor, named by its content.</summary>
internal sealed record WorkerArchive(byte[] Bytes)
{
    /// <summary>The folder it is unpacked into, below a task's working directory.</summary>
    internal const string Folder = "tfn";

    /// <summary>What executors start, relative to a task's working directory.</summary>
    internal const string Command = $"./{Folder}/{WorkerExecutable.Name}";

    // Shared by all sessions where a cluster does without artifact isolation, so the name tells the content.
    internal string ArtifactName { get; } = $"archives/{WorkerExecutable.Name}-{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}.tar.gz#{Folder}";

    internal static WorkerArchive Pack(string executable)
    {
        using var packed = new MemoryStream();
        TarGz.Write(packed, [new PackedFile(WorkerExecutable.Name, executable, IsExecutable: true)], CompressionLevel.Optimal, CancellationToken.None);
        return new WorkerArchive(packed.ToArray());
    }
}
