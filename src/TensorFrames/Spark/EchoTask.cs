using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>Columns of the input handed back as they came: what the way itself costs.</summary>
internal sealed record EchoTask : WorkerTask
{
    /// <summary>By position; the output's fields in their order.</summary>
    internal required IReadOnlyList<int> Columns { get; init; }

    private protected override void Describe(TaskCommand command) => command.Echo = new EchoWork { Columns = { Columns } };
}
