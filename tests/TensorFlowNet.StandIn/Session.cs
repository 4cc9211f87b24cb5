using System.Collections;
using System.Runtime.InteropServices;
using Tensorflow.NumPy;

namespace Tensorflow;

public sealed class FeedItem;

public unsafe class BaseSession : IDisposable
{
    private readonly SafeSessionHandle _handle;

    public BaseSession(Graph g)
    {
        graph = g;
        var (library, status) = (((SafeGraphHandle)g).Library, new Status());
        var options = library.New("SessionOptions");
        _handle = new SafeSessionHandle(((delegate* unmanaged<nint, nint, nint, nint>)library["NewSession"])(
            ((SafeGraphHandle)g).DangerousGetHandle(), options, ((SafeStatusHandle)status).DangerousGetHandle()));
        library.Delete("SessionOptions", options);
        status.Check(true);
    }

    public Graph graph { get; }

    public virtual void run(Operation op, params FeedItem[] feed_dict) => Run([], [op]);

    public virtual NDArray run(Tensor fetche, params FeedItem[] feed_dict) => new(new SafeTensorHandle(Run([new Output(fetche.op!, fetche.value_index)], [])));

    public virtual NDArray run(ITensorOrOperation fetche, params FeedItem[] feed_dict) => throw new NotSupportedException();

    public virtual NDArray[] run(object fetches, params FeedItem[] feed_dict) => throw new NotSupportedException();

    public virtual NDArray[] run(object fetches, Hashtable? feed_dict = null) => throw new NotSupportedException();

    /// <summary>Does nothing, as the real one; this one's handle is closed with it all the same.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        GC.SuppressFinalize(this);
    }

    private nint Run(Output[] fetches, Operation[] targets)
    {
        var status = new Status();
        var (values, operations) = (new nint[1], targets.Select(t => (nint)t).ToArray());
        fixed (Output* outputs = fetches)
        fixed (nint* results = values, run = operations)
        {
            ((delegate* unmanaged<nint, void*, Output*, nint*, int, Output*, nint*, int, nint*, int, void*, nint, void>)_handle.Library["SessionRun"])(
                _handle.DangerousGetHandle(), null, null, null, 0, outputs, results, fetches.Length, run, targets.Length, null, ((SafeStatusHandle)status).DangerousGetHandle());
        }

        status.Check(true);
        return values[0];
    }

    // TF_Output.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Output(nint operation, int index)
    {
        private readonly nint _operation = operation;
        private readonly int _index = index;
    }
}

public sealed class Session(Graph g) : BaseSession(g);
