using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames;

/// <summary>A session and its plans, one for each distinct list of feeds and fetches (one executor each inside TensorFlow).</summary>
internal sealed unsafe class SessionState : IDisposable
{
    private readonly RuntimeState _runtime;
    private readonly SessionHandle _handle;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunPlan> _plans = new(StringComparer.Ordinal);
    private readonly PlanFlags _flags;
    private bool _disposed;

    internal SessionState(RuntimeState runtime, GraphHandle graph, ReadOnlySpan<byte> config, PlanFlags flags)
    {
        (_runtime, _flags) = (runtime, flags);
        ErrorText error;
        fixed (byte* bytes = config)
        {
            var status = Shim.tfn_session_open(graph, bytes, config.Length, out _handle, &error);
            if (status != Status.Ok)
            {
                throw new GraphException($"TensorFlow cannot open a session: {error.Message}") { Code = (int)status };
            }
        }

        runtime.RetainOpen();
    }

    internal RunPlan Plan(IReadOnlyList<TensorPort> feeds, IReadOnlyList<TensorPort> fetches)
    {
        var key = string.Join('\n', feeds) + "\n\n" + string.Join('\n', fetches);
        lock (_gate)
        {
            // A plan made after the end would keep the session.
            ObjectDisposedException.ThrowIf(_disposed, typeof(Graph));
            if (!_plans.TryGetValue(key, out var plan))
            {
                _plans.Add(key, plan = new RunPlan(_runtime, _handle, feeds, fetches, _flags));
            }

            return plan;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            foreach (var plan in _plans.Values)
            {
                plan.Dispose();
            }

            _plans.Clear();
        }

        _handle.Dispose();
        _runtime.DrainIfLeased();
        _runtime.Release();
    }
}
