using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TensorFrames.Ipc;

namespace TensorFrames.Cli.Running;

/// <summary>Standard input, whose reads a cancellation ends: a plain read of a silent pipe would outlast Ctrl-C.</summary>
internal sealed partial class StandardInput(CancellationToken cancellationToken) : ForwardStream
{
    private const short Readable = 1;
    private const int Milliseconds = 100;
    private readonly FileStream _stream = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public override int Read(Span<byte> buffer)
    {
        var wait = new PollRequest { Events = Readable };
        while (poll(ref wait, 1, Milliseconds) <= 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _stream.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        _stream.Dispose();
        base.Dispose(disposing);
    }

    [LibraryImport("libc")]
    private static partial int poll(ref PollRequest requests, nuint count, int milliseconds);

    /// <summary>struct pollfd; descriptor 0.</summary>
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }
}
