using System.Runtime.InteropServices;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>The C library that this machine has: libtensorflow asks for one at least as new as it was built with.</summary>
internal static partial class Glibc
{
    /// <summary>Such as 2.31.</summary>
    internal static string Version { get; } = Marshal.PtrToStringUTF8(GetVersion()) ?? "";

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static partial nint GetVersion();
}
