using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>Makes buffers of the memory that an output lies in.</summary>
internal unsafe interface IOutputMemory
{
    ArrowBuffer Buffer(void* data, long bytes);
}
