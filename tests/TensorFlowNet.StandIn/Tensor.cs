namespace Tensorflow;

/// <summary>An output of an operation, or a value.</summary>
public unsafe class Tensor : ITensorOrOperation
{
    private readonly SafeTensorHandle? _handle;

    public Tensor(Operation op, int value_index) => (this.op, this.value_index) = (op, value_index);

    public Tensor(SafeTensorHandle handle) => _handle = handle;

    public Operation? op { get; }

    public int value_index { get; }

    public string name => $"{op!.name}:{value_index}";

    public int ndim => ((delegate* unmanaged<nint, int>)_handle!.Library["NumDims"])(_handle.DangerousGetHandle());

    public Shape shape => new([.. Enumerable.Range(0, ndim).Select(Dim)]);

    public byte[] BufferToArray()
    {
        var (library, tensor) = (_handle!.Library, _handle.DangerousGetHandle());
        var length = checked((int)((delegate* unmanaged<nint, nuint>)library["TensorByteSize"])(tensor));
        var bytes = new ReadOnlySpan<byte>((void*)((delegate* unmanaged<nint, nint>)library["TensorData"])(tensor), length).ToArray();
        GC.KeepAlive(_handle);
        return bytes;
    }

    private long Dim(int axis) => ((delegate* unmanaged<nint, int, long>)_handle!.Library["Dim"])(_handle.DangerousGetHandle(), axis);
}

public sealed class Shape(params long[] dims)
{
    public long this[int n] => dims[n];
}
