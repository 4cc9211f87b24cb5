using System.Collections.Frozen;

namespace TensorFrames.Graphs.Segments;

/// <summary>How the groups of a reduction over axis 0 are reduced in one run.</summary>
/// <param name="Op">The segment op, in every TensorFlow from 1.15 on.</param>
/// <param name="Through">The dtype it is computed in, where that is not the column's own.</param>
/// <param name="DividedByRows">Whether the result is divided by the rows of each group.</param>
/// <param name="OnlyFinite">
/// Whether it may differ where values are not finite: of NaN TensorFlow's reductions make what their vector code happens to, and
/// segment ops start from the lowest or highest finite value, which infinities alone never replace.
/// </param>
internal sealed record SegmentRule(string Op, DType? Through = null, bool DividedByRows = false, bool OnlyFinite = false);

/// <summary>
/// The reductions that are recognised, by dtype: those whose segment op gives the same, integers to the last bit and floats to
/// within what either order of adding loses; where values that are not finite would tell, they are not taken
/// (<see cref="SegmentRule.OnlyFinite"/>). Sum, Prod and Mean of float32 are computed in float64 and rounded once, since segment ops add one
/// row after another, which a Sum does not: so they are finite where TensorFlow's own overflows float32 on the way, and nearer where it loses
/// digits. Left out: float16 and bfloat16 (added in their own precision), uint32 and uint64 (1.15 has no such kernels).
/// </summary>
internal static class SegmentOps
{
    private static readonly DType[] s_integers = [DType.Int8, DType.Int16, DType.Int32, DType.Int64, DType.UInt8, DType.UInt16];

    private static readonly FrozenDictionary<(string Op, DType DType), SegmentRule> s_rules = Rules().ToFrozenDictionary(r => r.Key, r => r.Rule);

    internal static IEnumerable<(string Op, DType DType)> All => s_rules.Keys;

    /// <summary>Null: it is not recognised.</summary>
    internal static SegmentRule? RuleOf(string op, DType dtype) => s_rules.GetValueOrDefault((op, dtype));

    private static IEnumerable<((string, DType) Key, SegmentRule Rule)> Rules()
    {
        foreach (var (op, segment) in new[] { ("Sum", "UnsortedSegmentSum"), ("Prod", "UnsortedSegmentProd"), ("Min", "UnsortedSegmentMin"), ("Max", "UnsortedSegmentMax") })
        {
            foreach (var dtype in s_integers.Append(DType.Float64))
            {
                yield return ((op, dtype), new(segment, OnlyFinite: dtype == DType.Float64 && op is "Min" or "Max"));
            }

            yield return ((op, DType.Float32), op is "Sum" or "Prod" ? new(segment, Through: DType.Float64) : new(segment, OnlyFinite: true));
        }

        yield return (("Mean", DType.Float64), new("UnsortedSegmentSum", DividedByRows: true));
        yield return (("Mean", DType.Float32), new("UnsortedSegmentSum", DType.Float64, DividedByRows: true));
        yield return (("Any", DType.Bool), new("UnsortedSegmentMax", DType.Int32));
        yield return (("All", DType.Bool), new("UnsortedSegmentMin", DType.Int32));
    }
}
