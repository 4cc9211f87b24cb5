using System.Globalization;
using TensorFrames.Spark.Shipping;

namespace TensorFrames.Cli.Spark;

/// <summary>The worker as a session would send it, or plain, into a file that appears when all of it is written.</summary>
internal static class WorkerPack
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <returns>What was done, and how it is used.</returns>
    /// <exception cref="WriteException">It cannot be written.</exception>
    internal static string Write(string path)
    {
        var worker = WorkerExecutable.Find();
        try
        {
            return path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
                ? Archive(worker, path) : Folder(worker, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WriteException($"Output '{path}' cannot be written: {error.Message}", error);
        }
    }

    private static string Archive(string worker, string path)
    {
        var bytes = WorkerArchive.Pack(worker).Bytes;
        Replace(path, temporary => File.WriteAllBytes(temporary, bytes));
        return Wrote(path, bytes.Length) + $" Unpack it in one folder on every executor, and use --installed-worker FOLDER/{WorkerExecutable.Name}.";
    }

    private static string Folder(string worker, string path)
    {
        // A misspelled archive would become a folder.
        if (!path.EndsWith('/') && !Directory.Exists(path) && Path.HasExtension(path))
        {
            throw new UsageException($"--output {path}: it is neither an archive nor a folder. Fix: .tar.gz or .tgz, or / at a folder's end.");
        }

        var target = Path.Combine(Directory.CreateDirectory(path).FullName, WorkerExecutable.Name);
        Replace(target, temporary =>
        {
            File.Copy(worker, temporary);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, Executable);
            }
        });
        return Wrote(target, new FileInfo(target).Length) + " Where executors have it at the same path, use --installed-worker " + target + ".";
    }

    private static string Wrote(string path, long bytes) => string.Create(CultureInfo.InvariantCulture, $"wrote {path} ({bytes:N0} bytes).");

    private static void Replace(string path, Action<string> write)
    {
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}");
        try
        {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
