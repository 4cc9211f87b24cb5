namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Spark's evaluation types: what a task's function is given and gives back.</summary>
internal static class EvalType
{
    internal const int NonUdf = 0;
    internal const int BatchedUdf = 100;
    internal const int ArrowBatchedUdf = 101;
    internal const int Scalar = 200;
    internal const int MapArrow = 207;
    internal const int MapPandasWithState = 208;

    internal static bool Runs(int type) => type is MapArrow or Scalar;

    /// <summary>The type as errors show it: <c>209 (GROUPED_MAP_ARROW)</c>.</summary>
    internal static string Describe(int type) => Name(type) is { } name ? $"{type} ({name})" : $"{type}";

    /// <summary>Null for a number that no version up to 4.3 has.</summary>
    internal static string? Name(int type) => type switch
    {
        0 => "NON_UDF",
        100 => "SQL_BATCHED_UDF",
        101 => "SQL_ARROW_BATCHED_UDF",
        200 => "SCALAR_PANDAS",
        201 => "GROUPED_MAP_PANDAS",
        202 => "GROUPED_AGG_PANDAS",
        203 => "WINDOW_AGG_PANDAS",
        204 => "SCALAR_PANDAS_ITER",
        205 => "MAP_PANDAS_ITER",
        206 => "COGROUPED_MAP_PANDAS",
        207 => "MAP_ARROW_ITER",
        208 => "GROUPED_MAP_PANDAS_WITH_STATE",
        209 => "GROUPED_MAP_ARROW",
        210 => "COGROUPED_MAP_ARROW",
        211 => "TRANSFORM_WITH_STATE_PANDAS",
        212 => "TRANSFORM_WITH_STATE_PANDAS_INIT_STATE",
        213 => "TRANSFORM_WITH_STATE_ROWS",
        214 => "TRANSFORM_WITH_STATE_ROWS_INIT_STATE",
        215 => "GROUPED_MAP_ARROW_ITER",
        216 => "GROUPED_MAP_PANDAS_ITER",
        217 => "GROUPED_AGG_PANDAS_ITER",
        250 => "SCALAR_ARROW",
        251 => "SCALAR_ARROW_ITER",
        252 => "GROUPED_AGG_ARROW",
        253 => "WINDOW_AGG_ARROW",
        254 => "GROUPED_AGG_ARROW_ITER",
        300 => "TABLE_UDF",
        301 => "ARROW_TABLE_UDF",
        302 => "ARROW_UDTF",
        _ => null,
    };

    internal static bool IsTableFunction(int type) => type is >= 300 and <= 302;

    internal static bool HasStatePort(int type) => type is >= 211 and <= 214;

    /// <summary>Whether Spark 3.5 to 4.1 write the runner's configuration for it; later ones always do.</summary>
    internal static bool HasRunnerConf(int type) => type is not (NonUdf or BatchedUdf or 300);

    /// <summary>Whether Spark 4.0 and 4.1 write a name flag after each argument; 3.5 never does, later ones always.</summary>
    internal static bool HasNameFlag(int type, SparkVersion spark) =>
        type is 100 or 101 or 200 or 202 or 203 or 204 || (spark == SparkVersion.V41 && type is >= 250 and <= 253);
}
