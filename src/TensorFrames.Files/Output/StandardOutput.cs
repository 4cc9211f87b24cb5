using Microsoft.Win32.SafeHandles;

namespace TensorFrames.Files;

/// <summary>Standard output as a stream that says so when its reader is gone; the console's own stream keeps silent.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    internal static Stream Open()
    {
        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A stream over a file keeps its own position, which whoever shares the descriptor does not see.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
