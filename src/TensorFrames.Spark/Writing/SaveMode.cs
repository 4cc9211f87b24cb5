namespace TensorFrames.Spark;

/// <summary>What to do where there is something already.</summary>
public enum SaveMode
{
    /// <summary>Add to it.</summary>
    Append = 1,

    /// <summary>Put the new in its place.</summary>
    Overwrite = 2,

    /// <summary>Fail; the default.</summary>
    ErrorIfExists = 3,

    /// <summary>Leave it as it is and write nothing.</summary>
    Ignore = 4,
}
