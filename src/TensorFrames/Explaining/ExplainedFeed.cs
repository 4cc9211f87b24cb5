using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Verbs;

namespace TensorFrames.Explaining;

/// <summary>What a feed will cost, as far as its type tells it.</summary>
internal static class ExplainedFeed
{
    internal static FeedExplanation Of(PlannedFeed feed, Graph graph, CopyReason gathered)
    {
        var spec = feed.Spec;
        var reason = gathered != CopyReason.None ? gathered : Expected(spec, graph);
        return new FeedExplanation(
            spec.Field.Name, ArrowTypeNames.Of(spec.Field.DataType), spec.Placeholder, spec.DType, spec.IsPerRow ? Shape(spec).Cell : Shape(spec), reason, Words(spec, reason));
    }

    // What column and placeholder say together.
    private static TensorShape Shape(FeedSpec spec)
    {
        var natural = (spec.Column.Tensor ?? spec.Column.Cell).WithRows(-1);
        return spec.IsMask ? new TensorShape(-1) : natural.Fits(spec.Shape) ? natural.Merge(spec.Shape) : spec.Shape;
    }

    private static CopyReason Expected(FeedSpec spec, Graph graph) => spec switch
    {
        { IsMask: true } => CopyReason.Mask,
        { Column.Dense: MLlibKind.Matrix } => CopyReason.Dense,
        { Column.IsDictionary: true } => CopyReason.Dictionary,
        { Narrowed: not null } => CopyReason.SparkType,
        { Column.Kind: LeafKind.Views } => CopyReason.Views,
        { Column.Kind: LeafKind.Decimal } => CopyReason.Decimal,
        { Column.Kind: LeafKind.FixedBinary } => CopyReason.Offsets,
        { DType: DType.Bool } => CopyReason.Bits,
        { DType: DType.String } when !graph.Runtime.BorrowsStrings => CopyReason.OldStrings,
        _ when spec.Column.DType != spec.DType && Widening.Allowed(spec.Column.DType, spec.DType) => CopyReason.Widened,
        _ when graph.Facts.MutatesFeeds => CopyReason.GraphMutates,
        _ => CopyReason.None,
    };

    private static string Words(FeedSpec spec, CopyReason reason) => reason switch
    {
        CopyReason.None when spec.Column.Dense == MLlibKind.Vector => "borrowed where all of a block's vectors are dense" + Nulls(spec),
        CopyReason.None when spec.IsPerRow => "borrowed where rows are stacked, and cells that begin on a 64-byte boundary" + Nulls(spec),
        CopyReason.None => "borrowed where its values begin on a 64-byte boundary" + Nulls(spec),
        _ => $"copied: {reason}",
    };

    private static string Nulls(FeedSpec spec) => spec.Nulls is NullPolicy.FillWith ? "; copied where nulls are filled" : "";
}
