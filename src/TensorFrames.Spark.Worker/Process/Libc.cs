using System.Runtime.InteropServices;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>What .NET has no call for.</summary>
internal static unsafe partial class Libc
{
    internal const int ArenaMax = -8;
    internal const short PollIn = 1;
    internal const short PollOut = 4;
    internal const short PollErr = 8;
    internal const short PollHup = 0x10;
    internal const short PollRdHup = 0x2000;
    private const int SetFd = 2;
    private const int CloseOnExec = 1;

    /// <summary>pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        internal int Fd;
        internal short Events;
        internal short Returned;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "mallopt")]
    internal static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* descriptors, nuint count, int milliseconds);

    /// <summary>Ends the process at once: no destructor of libtensorflow runs beside its own threads.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Execute(string path, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    /// <summary>Whether a new program in this process inherits the descriptor.</summary>
    internal static void SetInherited(int descriptor, bool inherited) => Control(descriptor, SetFd, inherited ? 0 : CloseOnExec);

    /// <summary>Reads what there is; 0 at the end, and where nothing can be read.</summary>
    internal static int Read(int descriptor, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint read;
            while ((read = Read(descriptor, start, bytes.Length)) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            {
            }

            return (int)Math.Max(read, 0);
        }
    }

    /// <summary>Writes all; false where the descriptor takes no more.</summary>
    internal static bool WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                var written = Write(descriptor, start + done, bytes.Length - done);
                if (written >= 0)
                {
                    done += written;
                }
                else if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private const int Interrupted = 4;
}
