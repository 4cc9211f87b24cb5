namespace TensorFrames.Spark;

/// <summary>Where a cached DataFrame's partitions are kept.</summary>
/// <param name="UseDisk">On disk.</param>
/// <param name="UseMemory">In memory.</param>
/// <param name="UseOffHeap">In memory outside the heap.</param>
/// <param name="Deserialized">As objects.</param>
/// <param name="Replication">How many copies.</param>
public sealed record StorageLevel(bool UseDisk, bool UseMemory, bool UseOffHeap = false, bool Deserialized = false, int Replication = 1)
{
    /// <summary>In memory, and on disk what does not fit: what <see cref="DataFrame.CacheAsync"/> takes.</summary>
    public static StorageLevel MemoryAndDisk { get; } = new(UseDisk: true, UseMemory: true, Deserialized: true);

    /// <summary>In memory; what does not fit is computed again.</summary>
    public static StorageLevel MemoryOnly { get; } = new(UseDisk: false, UseMemory: true, Deserialized: true);

    /// <summary>On disk.</summary>
    public static StorageLevel DiskOnly { get; } = new(UseDisk: true, UseMemory: false);

    internal Connect.StorageLevel Message => new()
    {
        UseDisk = UseDisk,
        UseMemory = UseMemory,
        UseOffHeap = UseOffHeap,
        Deserialized = Deserialized,
        Replication = Replication,
    };
}
