namespace Tensorflow;

public sealed unsafe class Graph
{
    private readonly SafeGraphHandle _handle = new();

    public static implicit operator SafeGraphHandle(Graph graph) => graph._handle;

    public bool Import(byte[] bytes, string prefix = "")
    {
        var (library, status) = (_handle.Library, new Status());
        var options = library.New("ImportGraphDefOptions");
        fixed (byte* data = bytes)
        {
            var buffer = ((delegate* unmanaged<byte*, nuint, nint>)library["NewBufferFromString"])(data, (nuint)bytes.Length);
            ((delegate* unmanaged<nint, nint, nint, nint, void>)library["GraphImportGraphDef"])(
                _handle.DangerousGetHandle(), buffer, options, ((SafeStatusHandle)status).DangerousGetHandle());
            library.Delete("Buffer", buffer);
        }

        library.Delete("ImportGraphDefOptions", options);
        status.Check(true);
        return true;
    }

    public Buffer ToGraphDef(Status s)
    {
        var buffer = new Buffer();
        ((delegate* unmanaged<nint, nint, nint, void>)_handle.Library["GraphToGraphDef"])(
            _handle.DangerousGetHandle(), ((SafeBufferHandle)buffer).DangerousGetHandle(), ((SafeStatusHandle)s).DangerousGetHandle());
        s.Check(true);
        return buffer;
    }

    public Operation OperationByName(string operName) => new(c_api.TF_GraphOperationByName(this, operName), this);
}
