using TensorFrames.Spark.Worker.Tasks;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>A header that was read whole, whether or not this worker can do its task.</summary>
internal sealed record ParsedHeader(SparkVersion Spark, FunctionTag Tag, TaskHeader Task)
{
    /// <exception cref="ProtocolException">The task is none for this worker; the message says why and what to do.</exception>
    internal TaskHeader Checked()
    {
        if (Tag.Protocol is null)
        {
            throw new ProtocolException($"This function was made by '{Tag.Text}', not by TensorFrames: the session runs its Python functions in TensorFrames' worker. Fix: run functions in Python from a session of their own, or unset spark.sql.execution.pyspark.python there");
        }

        if (Tag.Protocol != FunctionTag.KnownProtocol)
        {
            throw new ProtocolException($"The driver writes commands of protocol {Tag.Protocol}, this worker reads protocol {FunctionTag.KnownProtocol} ({Tag.Text}). Fix: use driver and worker of one version of TensorFrames");
        }

        if (!EvalType.Runs(Task.EvalType))
        {
            throw new ProtocolException($"eval type {EvalType.Describe(Task.EvalType)} is none that this worker runs: it runs {EvalType.Describe(EvalType.MapArrow)} and {EvalType.Describe(EvalType.Scalar)}");
        }

        return Task.Functions.Count == 1 || (Task.EvalType == EvalType.Scalar && Task.Functions.Count > 1)
            ? Task
            : throw new ProtocolException($"a task of eval type {EvalType.Describe(Task.EvalType)} came with {Task.Functions.Count} functions");
    }
}
