namespace TensorFrames.Spark;

/// <summary>What of a row travels between Spark and the worker. Spark's explain tells which was taken.</summary>
public enum MapForm
{
    /// <summary>The cheaper one, by the widths of the columns that would travel.</summary>
    Automatic = 0,

    /// <summary>Fed and kept columns go to the worker and come back with the results (MapInArrow).</summary>
    Rows,

    /// <summary>Fed columns go, results come back; Spark keeps the other columns itself (ArrowEvalPython).</summary>
    FedColumns,
}
