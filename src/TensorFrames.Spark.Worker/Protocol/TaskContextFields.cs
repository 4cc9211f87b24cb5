namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>The task context as Spark 3.5, 4.0 and 4.1 write it: one field after the other.</summary>
internal static class TaskContextFields
{
    internal static TaskContext Read(WireReader reader, SparkVersion spark)
    {
        var context = new TaskContext { IsBarrier = reader.Bool("the barrier flag") };
        if (context.IsBarrier || spark < SparkVersion.V41)
        {
            reader.Int32("the barrier's port");
            reader.Skip("the barrier's secret or path");
        }

        context.StageId = reader.Int32("the stage");
        reader.Int32("the partition of the context");
        context.AttemptNumber = reader.Int32("the attempt");
        context.TaskAttemptId = reader.Int64("the task attempt's id");
        context.Cpus = reader.Int32("the CPUs");
        ReadResources(reader, context);
        ReadProperties(reader, context);
        return context;
    }

    private static void ReadResources(WireReader reader, TaskContext context)
    {
        for (var left = reader.Count("the number of resources"); left > 0; left--)
        {
            var key = reader.String("a resource's key");
            reader.Skip("a resource's name");
            List<string> addresses = [];
            for (var n = reader.Count("a resource's number of addresses"); n > 0; n--)
            {
                addresses.Add(reader.String("a resource's address"));
            }

            context.Resources[key] = addresses;
        }
    }

    private static void ReadProperties(WireReader reader, TaskContext context)
    {
        for (var left = reader.Count("the number of local properties"); left > 0; left--)
        {
            var key = reader.String("a local property's key");
            if (key.StartsWith(TaskContext.Prefix, StringComparison.Ordinal))
            {
                context.Settings[key[TaskContext.Prefix.Length..]] = reader.String($"local property {key}");
            }
            else
            {
                reader.Skip("a local property's value");
            }
        }
    }
}
