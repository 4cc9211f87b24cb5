using System.Runtime.InteropServices;

namespace Tensorflow;

public static unsafe class c_api
{
    public static nint TF_GraphOperationByName(SafeGraphHandle graph, string oper_name)
    {
        var name = Marshal.StringToCoTaskMemUTF8(oper_name);
        var operation = ((delegate* unmanaged<nint, nint, nint>)graph.Library["GraphOperationByName"])(graph.DangerousGetHandle(), name);
        Marshal.FreeCoTaskMem(name);
        return operation;
    }
}
