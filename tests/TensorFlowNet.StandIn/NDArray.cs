namespace Tensorflow.NumPy;

public sealed class NDArray(SafeTensorHandle handle) : Tensor(handle)
{
    public byte[] ToByteArray() => BufferToArray();
}
