using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>A handle that its library deletes.</summary>
public abstract class SafeTensorflowHandle : SafeHandle
{
    private readonly string _what;

    private protected SafeTensorflowHandle(string what, nint made = 0)
        : base(0, ownsHandle: true)
    {
        (Library, _what) = (LibTensorFlow.Current, what);
        SetHandle(made == 0 ? Library.New(what) : made);
    }

    public override bool IsInvalid => handle == 0;

    internal LibTensorFlow Library { get; }

    protected override bool ReleaseHandle()
    {
        Library.Delete(_what, handle);
        return true;
    }
}

public sealed class SafeGraphHandle() : SafeTensorflowHandle("Graph");

public sealed class SafeStatusHandle() : SafeTensorflowHandle("Status");

public sealed class SafeBufferHandle() : SafeTensorflowHandle("Buffer");

public sealed class SafeTensorHandle(nint made) : SafeTensorflowHandle("Tensor", made);

public sealed class SafeSessionHandle(nint made) : SafeTensorflowHandle("Session", made)
{
    protected override unsafe bool ReleaseHandle()
    {
        // A finaliser has no test, and so no current library.
        var status = Library.New("Status");
        ((delegate* unmanaged<nint, nint, void>)Library["CloseSession"])(handle, status);
        ((delegate* unmanaged<nint, nint, void>)Library["DeleteSession"])(handle, status);
        Library.Delete("Status", status);
        return true;
    }
}
