namespace Tensorflow;

public interface ITensorOrOperation
{
    string name { get; }
}

public sealed unsafe class Operation : ITensorOrOperation
{
    private readonly nint _handle;

    public Operation(nint handle, Graph? g = null)
    {
        (_handle, graph) = (handle, g!);
        outputs = new Tensor[((delegate* unmanaged<nint, int>)((SafeGraphHandle)graph).Library["OperationNumOutputs"])(handle)];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new Tensor(this, i);
        }
    }

    public Graph graph { get; }

    public Tensor[] outputs { get; }

    public string name => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)((SafeGraphHandle)graph).Library["OperationName"])(_handle))!;

    public static implicit operator nint(Operation op) => op._handle;
}
