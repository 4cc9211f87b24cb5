namespace TensorFrames.Verbs;

/// <summary>The map verbs. They share every rule but what one run sees and what stands in the result.</summary>
internal enum MapKind
{
    /// <summary>map_blocks: a run sees a block of rows and gives as many.</summary>
    Blocks,

    /// <summary>map_blocks_trimmed: a run sees a block of rows and gives any number, without the input's columns.</summary>
    Trimmed,

    /// <summary>map_rows: a run sees one row, its tensors in the shapes of its cells.</summary>
    Rows,
}
