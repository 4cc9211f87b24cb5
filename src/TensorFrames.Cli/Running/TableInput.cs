using TensorFrames.Files;
using TensorFrames.Ipc;

namespace TensorFrames.Cli.Running;

/// <summary>The table of an <c>--input</c> on this machine.</summary>
internal static class TableInput
{
    /// <exception cref="TableException">Nothing is there, or it is broken.</exception>
    internal static Tables.Table Open(string path, TableFileOptions files, CancellationToken cancellationToken) => path == TableFiles.Standard
        ? new IpcStreamTable(new StandardInput(cancellationToken), new IpcReadOptions { Name = "standard input" })
        : TableFiles.Open(path, files);
}
