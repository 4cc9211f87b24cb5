using System.Runtime.InteropServices;

namespace TensorFrames.Interop;

/// <summary>tfn_attr.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NodeAttr
{
    internal byte* Name;
    internal byte* Value;
    internal long Length;
}

/// <summary>tfn_node.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Node
{
    /// <summary>In <see cref="Arguments"/>: one tensor, no list.</summary>
    internal const int Single = -1;

    internal byte* Name;
    internal byte* Op;
    internal Port* Inputs;
    internal int* Arguments;
    internal byte** Controls;
    internal NodeAttr* Attrs;
    internal int InputCount;
    internal int ArgumentCount;
    internal int ControlCount;
    internal int AttrCount;
}
