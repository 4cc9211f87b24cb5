namespace TensorFrames.Ipc;

/// <summary>Rows and nulls of one wanted field.</summary>
internal struct NodeSlot
{
    public int Length;

    /// <summary>As the message says; counted from the validity bits once those are read.</summary>
    public int Nulls;
}
