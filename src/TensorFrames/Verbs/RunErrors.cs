using System.Text.RegularExpressions;
using TensorFrames.Columns.In;
using TensorFrames.Interop;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Failed runs in the user's words: which column, which fetch, which node.</summary>
internal static unsafe partial class RunErrors
{
    internal static TensorFramesException Of(IVerbPlan plan, IReadOnlyList<PlannedFeed> feeds, RunFailure failure, RunScratch scratch, in BlockPosition position)
    {
        var where = failure.Row < 0 ? $"{position}" : $", first at row {position.FirstRow + failure.Row}{position}";
        return Of(plan, feeds, failure, scratch, position, where, failure.Row < 0 ? null : position.FirstRow + failure.Row);
    }

    /// <summary>The same of a run over a group of rows.</summary>
    internal static TensorFramesException OfGroup(IVerbPlan plan, IReadOnlyList<PlannedFeed> feeds, RunFailure failure, RunScratch scratch, string group) =>
        Of(plan, feeds, failure, scratch, new BlockPosition("", 0, 0), $" for the group {group}", null);

    private static TensorFramesException Of(
        IVerbPlan plan, IReadOnlyList<PlannedFeed> feeds, RunFailure failure, RunScratch scratch, in BlockPosition position, string where, long? row)
    {
        switch (failure.Status)
        {
            case Status.CopyForbidden or Status.BadFeed when failure.Index >= feeds.Count:
                var (constant, value) = plan.Constants[failure.Index - feeds.Count];
                return new BlockException($"A tensor {value.DType.Name()} {value.Shape} cannot feed placeholder '{constant.Name}' ({constant.DType.Name()} {constant.Shape}) as it is: {failure.Message}{where}. Fix: another value, or allow copies.", failure) { Tensor = constant.Name };
            case Status.CopyForbidden when failure.Index >= 0:
                return Copy(feeds[failure.Index].Spec, ConversionTally.Of(scratch.Feeds[failure.Index].Reason), where, row);
            case Status.BadFeed when failure.Index >= 0:
                return feeds[failure.Index].Spec.Broken(failure.Message, position);
            case Status.BadOutput when failure.Index >= 0 && failure.Index < plan.Fetches.Count:
                var fetch = plan.Fetches[failure.Index];
                return new BlockException($"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) cannot be a column: {failure.Message}{where}. Fix: a result of one rank and dtype in every row, or group (Shapes, --shape).", failure) { Tensor = fetch.Name, Row = row };
            case Status.OutOfMemory:
                return new BlockException($"Out of memory: {failure.Message}{where}. Fix: smaller blocks (BlockRows, --batch-rows).", failure);
        }

        var node = NodeName().Match(failure.Message);
        return new RunException($"TensorFlow could not run the graph{where}: {failure.Message}", failure)
        {
            Code = (int)failure.Status,
            Row = row,
            Node = node.Success ? node.Groups["name"].Value : null,
        };
    }

    internal static BlockException Copy(FeedSpec spec, CopyReason reason, in BlockPosition position) => Copy(spec, reason, position.ToString(), null);

    private static BlockException Copy(FeedSpec spec, CopyReason reason, string where, long? row) =>
        new($"{spec.Subject} without a copy ({reason}){where}. Fix: allow copies, or {Hint(reason, spec.IsPerRow)}.") { Column = spec.Field.Name, Tensor = spec.Placeholder, Row = row };

    internal static BlockException Rows(IVerbPlan plan, int fetch, string what, string fix, in BlockPosition position)
    {
        var info = plan.Fetches[fetch];
        return new($"Fetch '{info.Name}' ({info.DType.Name()} {info.Shape}) {what}{position}. Fix: {fix}.") { Tensor = info.Name };
    }

    internal static BlockException Result(IVerbPlan plan, int fetch, string what, in BlockPosition position)
    {
        var info = plan.Fetches[fetch];
        return new($"Fetch '{info.Name}' ({info.DType.Name()} {info.Shape}) {what}{position}. Fix: a graph whose result has the shape of a cell, or another shape for it (Shapes, --shape {info.Name}=…).") { Tensor = info.Name };
    }

    private static string Hint(CopyReason reason, bool perRow) => reason switch
    {
        CopyReason.Misaligned when perRow => "cells whose sizes are multiples of 64 bytes (each row is run by itself)",
        CopyReason.Misaligned => "give values that begin on a 64-byte boundary (slices at multiples of 64 rows)",
        CopyReason.Bits => "feed uint8 in place of bool",
        CopyReason.Joined => "take blocks as the table has them (OneBlockPerPartition off)",
        CopyReason.OldStrings => "use libtensorflow 2.4 or later",
        _ => "give the column in the form that the placeholder takes",
    };

    [GeneratedRegex(@"\{\{node (?<name>[^}\s]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NodeName();
}
