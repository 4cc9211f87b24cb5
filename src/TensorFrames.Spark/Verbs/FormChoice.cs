using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark.Verbs;

/// <summary>Which form of a map costs less: docs/benchmarks.md, Forms of MapBlocks.</summary>
internal static class FormChoice
{
    /// <summary>
    /// Sending a column of numbers along and back costs less than Spark's joining of results to rows, up to about so many;
    /// a string or an array costs as many by itself.
    /// </summary>
    private const int MostKept = 6;

    internal static MapForm Of(PlannedMap planned, MapForm asked)
    {
        if (planned.Kind == MapKind.Trimmed || planned.Plan.Feeds.Count == 0 || planned.HasTwins)
        {
            return asked != MapForm.FedColumns ? MapForm.Rows
                : throw new PlanException($"Only MapBlocks and MapRows over columns of different names can run as a function of the fed columns{(planned.Kind == MapKind.Trimmed ? ", since a trimmed map has rows of its own" : "")}. Fix: MapForm.Rows, or Automatic.");
        }

        // What is fed travels anyway.
        var fed = planned.FedColumns.ToHashSet();
        return asked != MapForm.Automatic ? asked
            : planned.Plan.Kept.Where(i => !fed.Contains(i)).Sum(i => Cost(planned.Fields[i].DataType)) > MostKept ? MapForm.FedColumns
            : MapForm.Rows;
    }

    private static int Cost(DataType type) => type.KindCase switch
    {
        KindOneofCase.String or KindOneofCase.Char or KindOneofCase.VarChar or KindOneofCase.Binary => MostKept + 1,
        KindOneofCase.Array or KindOneofCase.Map or KindOneofCase.Struct or KindOneofCase.Udt or KindOneofCase.Variant => MostKept + 1,
        _ => 1,
    };
}
