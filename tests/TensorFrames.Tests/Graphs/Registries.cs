using System.IO.Compression;
using TensorFrames.Graphs;

namespace TensorFrames.Tests.Graphs;

/// <summary>The op lists of both real runtimes, as TF_GetAllOpList gave them, so that these tests need no runtime.</summary>
internal static class Registries
{
    public static readonly OpRegistry Old = Load("1.15.0");
    public static readonly OpRegistry New = Load("2.21.0");

    private static OpRegistry Load(string version)
    {
        using var file = typeof(Registries).Assembly.GetManifestResourceStream($"oplist-{version}.pb.gz")!;
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        return OpRegistry.Parse(unpacked.ToArray(), version);
    }
}
