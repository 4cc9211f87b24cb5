namespace TensorFrames.Graphs.Stacking;

/// <summary>How an element-wise op treats the shapes of its inputs, which decides what a leading dimension of rows does to it.</summary>
internal enum StackRule
{
    /// <summary>Not element-wise, or not known to be: rows cannot be stacked through it.</summary>
    None,

    /// <summary>One input, any shape.</summary>
    Unary,

    /// <summary>
    /// Inputs broadcast, shapes aligned at their ends. A leading dimension is safe where all inputs made of rows have one
    /// rank and constants have no higher one.
    /// </summary>
    Broadcast,

    /// <summary>Inputs must have one shape, so all of them must be made of rows.</summary>
    SameShape,

    /// <summary>Inputs after the first are scalars for all elements, or have the first's shape.</summary>
    ScalarsOrSame,
}
