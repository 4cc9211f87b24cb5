using System.Runtime.InteropServices;

namespace Tensorflow;

public sealed class Status
{
    private readonly SafeStatusHandle _handle = new();

    public static implicit operator SafeStatusHandle(Status status) => status._handle;

    /// <exception cref="TensorflowException">The last call failed.</exception>
    public unsafe void Check(bool throwException = false)
    {
        var (library, handle) = (_handle.Library, _handle.DangerousGetHandle());
        if (throwException && ((delegate* unmanaged<nint, int>)library["GetCode"])(handle) != 0)
        {
            throw new TensorflowException(Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)library["Message"])(handle))!);
        }
    }
}

public class TensorflowException(string message) : Exception(message);
