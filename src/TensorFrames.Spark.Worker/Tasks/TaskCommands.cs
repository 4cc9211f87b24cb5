namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>One function's commands, read: the first over its arguments, each further one over the result before it.</summary>
internal sealed record TaskCommands(IReadOnlyList<int> Arguments, IReadOnlyList<WorkerTask> Tasks)
{
    internal WorkerTask First => Tasks[0];

    internal WorkerTask Last => Tasks[^1];

    /// <summary>The graphs among them.</summary>
    internal IReadOnlyList<MapTask> Maps => [.. Tasks.OfType<MapTask>()];

    /// <exception cref="PlanException">A command is none of ours, or cannot stand in a chain.</exception>
    internal static TaskCommands Of(TaskFunction function)
    {
        WorkerTask[] tasks = [WorkerTask.Parse(function.Command.Span), .. function.Then.Select(c => WorkerTask.Parse(c.Span))];
        return tasks.Length == 1 || System.Array.TrueForAll(tasks, t => t is MapTask) ? new(function.Arguments, tasks)
            : throw new PlanException("Only graphs can stand one over another in a function.");
    }
}
