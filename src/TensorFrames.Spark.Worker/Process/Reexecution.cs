using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// Gives an idle process's memory back. libtensorflow cannot be unloaded, so the process becomes a fresh one: same id,
/// standard input and listening socket, on which connections wait meanwhile. Spark sees nothing of it.
/// </summary>
internal static unsafe class Reexecution
{
    internal const string Variable = "TENSORFRAMES_WORKER_LISTENING";

    /// <summary>Only what libtensorflow keeps is worth it.</summary>
    internal static bool IsWorthIt() => File.ReadLines("/proc/self/maps").Any(l => l.Contains("libtensorflow", StringComparison.Ordinal));

    /// <summary>Does not return where it succeeds. No thread of the process may be in a task.</summary>
    internal static void Run(int listening)
    {
        foreach (var open in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(open), CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
            {
                Libc.SetInherited(descriptor, inherited: descriptor == listening);
            }
        }

        // As they came, byte by byte: not every variable is UTF-8.
        var arguments = File.ReadAllBytes("/proc/self/cmdline");
        byte[] environment = [.. Without(File.ReadAllBytes("/proc/self/environ")), .. Encoding.UTF8.GetBytes($"{Variable}={listening}\0")];
        fixed (byte* a = arguments, e = environment)
        {
            Libc.Execute("/proc/self/exe", Pointers(a, arguments), Pointers(e, environment));
        }

        Log.Line($"could not replace itself (errno {Marshal.GetLastPInvokeError()}); its memory stays");
        Libc.SetInherited(listening, inherited: false);
    }

    private static byte[] Without(ReadOnlySpan<byte> environment)
    {
        List<byte> kept = [];
        while (!environment.IsEmpty)
        {
            var end = environment.IndexOf((byte)0) is >= 0 and var zero ? zero + 1 : environment.Length;
            if (!environment.StartsWith("TENSORFRAMES_WORKER_LISTENING="u8))
            {
                kept.AddRange(environment[..end]);
            }

            environment = environment[end..];
        }

        return [.. kept];
    }

    /// <summary>Of zero-ended strings that lie one after another; in native memory, which goes with this program.</summary>
    private static byte** Pointers(byte* start, ReadOnlySpan<byte> strings)
    {
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)strings.Count((byte)0) + 1, (nuint)sizeof(byte*));
        var count = 0;
        for (var at = 0; at < strings.Length; at += strings[at..].IndexOf((byte)0) + 1)
        {
            pointers[count++] = start + at;
        }

        return pointers;
    }
}
