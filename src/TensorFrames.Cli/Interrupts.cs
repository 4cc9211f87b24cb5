using System.Runtime.InteropServices;

namespace TensorFrames.Cli;

/// <summary>Ctrl-C and SIGTERM ask the command to stop and clean up; the second one ends the process at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private PosixSignal? _first;

    internal Interrupts() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    internal CancellationToken Token => _source.Token;

    /// <summary>What shells expect of a process that a signal ended.</summary>
    internal int ExitCode => _first == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = _first is null;
        _first ??= context.Signal;
        _source.Cancel();
    }
}
