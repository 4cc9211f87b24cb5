using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark.Verbs;

/// <summary>Which form of a map costs less.</summary>
internal static class FormChoice
{
    /// <summary>Kept columns wider than this, in bytes a row, are cheaper to leave with Spark than to send along: docs/benchmarks.md, forms of MapBlocks.</summary>
    private const int MostKeptBytes = 64;

    internal static MapForm Of(PlannedMap planned, MapForm asked)
    {
        if (planned.IsTrimmed || planned.Plan.Feeds.Count == 0 || HasTwins(planned))
        {
            return asked != MapForm.FedColumns ? MapForm.Rows
                : throw new PlanException($"Only MapBlocks over columns of different names can run as a function of the fed columns{(planned.IsTrimmed ? ", since a trimmed map has rows of its own" : "")}. Fix: MapForm.Rows, or Automatic.");
        }

        return asked != MapForm.Automatic ? asked
            : planned.Plan.Kept.Sum(i => Width(planned.Fields[i].DataType)) > MostKeptBytes ? MapForm.FedColumns
            : MapForm.Rows;
    }

    private static bool HasTwins(PlannedMap planned) =>
        planned.Fields.DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Count() < planned.Fields.Count;

    // A guess where only the data know: a text is short, a list of numbers is a vector.
    private static int Width(DataType type) => type.KindCase switch
    {
        KindOneofCase.Boolean or KindOneofCase.Byte => 1,
        KindOneofCase.Short => 2,
        KindOneofCase.Integer or KindOneofCase.Float or KindOneofCase.Date => 4,
        KindOneofCase.Decimal => 16,
        KindOneofCase.String or KindOneofCase.Char or KindOneofCase.VarChar => 32,
        KindOneofCase.Binary => 1024,
        KindOneofCase.Array => 32 * Width(type.Array.ElementType),
        KindOneofCase.Map => 16 * (Width(type.Map.KeyType) + Width(type.Map.ValueType)),
        KindOneofCase.Struct => type.Struct.Fields.Sum(f => Width(f.DataType)),
        KindOneofCase.Udt => Width(type.Udt.SqlType),
        _ => 8,
    };
}
