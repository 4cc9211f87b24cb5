namespace TensorFrames.Spark;

/// <summary>A verb on Spark as it is planned, before anything runs.</summary>
/// <param name="Verb">What it does on any engine: feeds and whether they will be copied, constants, fetches, kept columns or keys. The TensorFlow is this process's, which checked it; executors run it with theirs.</param>
/// <param name="Form">Whether whole rows travel to the workers (MapInArrow), or fed columns alone (ArrowEvalPython). Reduces and aggregates take the first.</param>
/// <param name="Sent">The columns that travel to the workers, in their order.</param>
/// <param name="Stages">What Spark does, step by step, in words.</param>
public sealed record SparkVerbExplanation(VerbExplanation Verb, MapForm Form, IReadOnlyList<string> Sent, IReadOnlyList<string> Stages)
{
    /// <summary>All of it, a line each.</summary>
    public override string ToString() =>
        $"{Verb}  sends  {(Sent.Count == 0 ? "nothing" : string.Join(", ", Sent))}\n{string.Concat(Stages.Select((stage, i) => $"  {(i == 0 ? "spark " : "then  ")} {stage}\n"))}";
}
