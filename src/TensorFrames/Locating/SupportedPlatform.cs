using System.Runtime.InteropServices;

namespace TensorFrames.Locating;

/// <summary>Linux x64 with glibc is where the shim and libtensorflow run; elsewhere there is one message.</summary>
static class SupportedPlatform
{
    public static string? Problem { get; } = Check(
        OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture, RuntimeInformation.RuntimeIdentifier);

    public static string? Check(bool linux, Architecture architecture, string runtimeIdentifier) =>
        linux && architecture == Architecture.X64 && !runtimeIdentifier.Contains("musl", StringComparison.Ordinal)
            ? null
            : $"TensorFrames.Net runs on Linux x64 with glibc; this process is {runtimeIdentifier} "
              + $"({architecture}). Fix: run it on Linux x64, in a Linux x64 container, or in WSL 2.";
}
