using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Verbs;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Explaining;

/// <summary>What Spark does for a verb, in words that Spark's own plan uses too.</summary>
internal static class ExplainedStages
{
    private const string Rows = "MapInArrow";

    internal static SparkVerbExplanation OfMap(VerbExplanation verb, MapForm form, IReadOnlyList<StructField> fields, IReadOnlyList<int> sent) => new(verb, form, Names(fields, sent), form == MapForm.Rows
        ? [$"{Rows}: each partition's batches to a worker, and back with the results"]
        : ["ArrowEvalPython: the fed columns of each partition to a worker", "Project: the results beside the kept columns, which stay with Spark"]);

    internal static SparkVerbExplanation OfReduce(VerbExplanation verb, IReadOnlyList<StructField> fields, IReadOnlyList<int> sent) => new(verb, MapForm.Rows, Names(fields, sent),
    [
        $"{Rows}: each partition to a row",
        "Exchange SinglePartition, Sort: these rows to one task, in their partitions' order",
        $"{Rows}: to one row, which is all that comes here",
    ]);

    internal static SparkVerbExplanation OfAggregate(VerbExplanation verb, IReadOnlyList<StructField> fields, IReadOnlyList<int> sent) => new(verb, MapForm.Rows, Names(fields, sent),
    [
        $"{Rows}: each partition to a row a group",
        $"Exchange hashpartitioning: these rows to where their key ({string.Join(", ", verb.Columns)}) belongs",
        $"{Rows}: to a row a group",
    ]);

    private static IReadOnlyList<string> Names(IReadOnlyList<StructField> fields, IReadOnlyList<int> sent) => [.. sent.Select(i => fields[i].Name)];
}
