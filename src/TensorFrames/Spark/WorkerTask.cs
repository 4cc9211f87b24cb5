using Apache.Arrow;
using Google.Protobuf;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>What a driver asks of a worker, the same for every task of one function: the command bytes of a Spark function.</summary>
internal abstract record WorkerTask
{
    private const uint Version = 1;

    /// <summary>The columns that a task is sent, by position, with the names and the metadata that the driver knows.</summary>
    internal required Schema Input { get; init; }

    /// <summary>The columns that Spark was promised.</summary>
    internal required Schema Output { get; init; }

    /// <summary>Rows, or one row a task about how it went; <see cref="Output"/> is then <see cref="TaskReport.Schema"/>.</summary>
    internal Reply Reply { get; init; } = Reply.Rows;

    internal byte[] ToBytes()
    {
        var command = new TaskCommand { Version = Version, Input = SchemaMessage.Of(Input), Output = SchemaMessage.Of(Output), Reply = Reply };
        Describe(command);
        return command.ToByteArray();
    }

    /// <summary>Reads what a driver wrote.</summary>
    /// <exception cref="PlanException">The bytes are no command, or one of another version.</exception>
    internal static WorkerTask Parse(ReadOnlySpan<byte> bytes)
    {
        TaskCommand command;
        try
        {
            command = TaskCommand.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new PlanException($"The function's command ({bytes.Length} bytes) is none of TensorFrames: {e.Message} Fix: call the worker from TensorFrames' driver.", e);
        }

        if (command.Version != Version)
        {
            throw new PlanException($"The function's command has version {command.Version}, this worker reads {Version}. Fix: one version of TensorFrames on the driver and in the worker.");
        }

        var (input, output) = (SchemaMessage.Parse(command.Input, "input"), SchemaMessage.Parse(command.Output, "output"));
        return command.WorkCase switch
        {
            TaskCommand.WorkOneofCase.Map => MapTask.Of(command.Map, input, output, command.Reply),
            TaskCommand.WorkOneofCase.Reduce => ReduceTask.Of(command.Reduce, input, output, command.Reply),
            TaskCommand.WorkOneofCase.Aggregate => AggregateTask.Of(command.Aggregate, input, output, command.Reply),
            TaskCommand.WorkOneofCase.Echo => new EchoTask { Columns = [.. command.Echo.Columns], Input = input, Output = output, Reply = command.Reply },
            TaskCommand.WorkOneofCase.Probe => new ProbeTask { Input = input, Output = output, Reply = command.Reply },
            _ => throw new PlanException("The function's command holds no work that this worker knows. Fix: one version of TensorFrames on the driver and in the worker."),
        };
    }

    private protected abstract void Describe(TaskCommand command);
}
