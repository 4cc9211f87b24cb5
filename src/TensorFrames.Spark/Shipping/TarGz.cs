using System.Formats.Tar;
using System.IO.Compression;

namespace TensorFrames.Spark.Shipping;

/// <summary>Writes .tar.gz archives; equal files make equal bytes. Spark unpacks these with their execute bits.</summary>
internal static class TarGz
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    internal static void Write(Stream target, IEnumerable<PackedFile> files, CompressionLevel level, CancellationToken cancellationToken)
    {
        using var gzip = new GZipStream(target, level, leaveOpen: true);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var data = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Name)
            {
                DataStream = data,
                Mode = file.IsExecutable ? Plain | Execute : Plain,
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }
    }
}
