using System.Formats.Tar;
using TensorFrames.Spark.Worker.Process;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Whether a folder is this user's and nobody else can put anything into it.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Null where it is.</summary>
    internal static string? Problem(string path)
    {
        var (type, owner, mode) = Facts(path);
        return type != TarEntryType.Directory ? "it is no folder"
            : owner != Libc.UserId() ? $"it belongs to another user, {owner}"
            : (mode & OthersWrite) != UnixFileMode.None ? "others can write to it"
            : null;
    }

    /// <summary>The tar writer is .NET's only call that tells a file's owner; a link is a link to it.</summary>
    private static (TarEntryType Type, long Owner, UnixFileMode Mode) Facts(string path)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(path, "folder");
        }

        bytes.Position = 0;
        using var reader = new TarReader(bytes);
        var entry = reader.GetNextEntry()!;
        return (entry.EntryType, entry.Uid, entry.Mode);
    }
}
