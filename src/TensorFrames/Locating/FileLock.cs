namespace TensorFrames.Locating;

/// <summary>
/// A lock between threads and processes that ends with its holder, killed or not. It is an flock, so shell scripts can
/// share it. The file stays: deleting it would let two holders in.
/// </summary>
static class FileLock
{
    /// <summary>Waits for the lock; <paramref name="waiting"/> is called about ten times a second while another holds it.</summary>
    public static FileStream Take(string path, Action waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(path) is { } held)
            {
                return held;
            }
            waiting();
            cancellationToken.WaitHandle.WaitOne(100);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The lock, or null while another holds it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && (error.HResult & 0xffff) == WouldBlock)
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux, which is all that flock answers while the lock is held.
    const int WouldBlock = 11;
}
