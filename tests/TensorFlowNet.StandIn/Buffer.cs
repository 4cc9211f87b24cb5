namespace Tensorflow;

public sealed unsafe class Buffer
{
    private readonly SafeBufferHandle _handle = new();

    public static implicit operator SafeBufferHandle(Buffer buffer) => buffer._handle;

    // A TF_Buffer begins with its data and its length.
    public byte[] ToArray()
    {
        var buffer = (nint*)_handle.DangerousGetHandle();
        var bytes = new ReadOnlySpan<byte>((void*)buffer[0], checked((int)buffer[1])).ToArray();
        GC.KeepAlive(_handle);
        return bytes;
    }

    public void Release() => _handle.Dispose();
}
