namespace TensorFrames.Spark;

/// <summary>Which rows a join keeps.</summary>
public enum JoinType
{
    /// <summary>Pairs that match.</summary>
    Inner = 1,

    /// <summary>Pairs, and the rows of either side without one.</summary>
    Full = 2,

    /// <summary>Pairs, and rows of the left side without one.</summary>
    Left = 3,

    /// <summary>Pairs, and rows of the right side without one.</summary>
    Right = 4,

    /// <summary>Rows of the left side that have no match.</summary>
    LeftAnti = 5,

    /// <summary>Rows of the left side that have a match, without the right's columns.</summary>
    LeftSemi = 6,

    /// <summary>Every row with every row.</summary>
    Cross = 7,
}
