namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One function's commands, read: the first over its arguments, each further one over the result before it.</summary>
internal sealed record TaskCommands(IReadOnlyList<int> Arguments, IReadOnlyList<WorkerTask> Tasks)
{
    internal WorkerTask First => Tasks[0];

    internal WorkerTask Last => Tasks[^1];

    /// <summary>The graphs among them.</summary>
    internal IReadOnlyList<GraphTask> Graphs => [.. Tasks.OfType<GraphTask>()];

    /// <exception cref="PlanException">A command is none of ours.</exception>
    internal static TaskCommands Of(TaskFunction function) =>
        new(function.Arguments, [WorkerTask.Parse(function.Command.Span), .. function.Then.Select(c => WorkerTask.Parse(c.Span))]);
}
