using System.Text.Json;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>The task context as Spark 4.2 and later write it: one JSON object. Keys that are not known are passed over.</summary>
internal static class TaskContextJson
{
    private const string Field = "the task context";

    internal static TaskContext Read(WireReader reader)
    {
        var json = new Utf8JsonReader(reader.Bytes(Field));
        var context = new TaskContext();
        try
        {
            Expect(ref json, JsonTokenType.StartObject);
            while (NextKey(ref json))
            {
                ReadField(ref json, context);
            }

            if (json.Read())
            {
                throw new JsonException("more follows its end");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProtocolException($"task header: {Field} is not the JSON that Spark writes: {e.Message}", e);
        }

        return context;
    }

    private static void ReadField(ref Utf8JsonReader json, TaskContext context)
    {
        if (json.ValueTextEquals("isBarrier"u8))
        {
            json.Read();
            context.IsBarrier = json.GetBoolean();
        }
        else if (json.ValueTextEquals("stageId"u8))
        {
            json.Read();
            context.StageId = json.GetInt32();
        }
        else if (json.ValueTextEquals("attemptNumber"u8))
        {
            json.Read();
            context.AttemptNumber = json.GetInt32();
        }
        else if (json.ValueTextEquals("taskAttemptId"u8))
        {
            json.Read();
            context.TaskAttemptId = json.GetInt64();
        }
        else if (json.ValueTextEquals("cpus"u8))
        {
            json.Read();
            context.Cpus = json.GetInt32();
        }
        else if (json.ValueTextEquals("resources"u8))
        {
            ReadResources(ref json, context);
        }
        else if (json.ValueTextEquals("localProperties"u8))
        {
            ReadProperties(ref json, context);
        }
        else
        {
            PassOver(ref json);
        }
    }

    private static void ReadResources(ref Utf8JsonReader json, TaskContext context)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (NextKey(ref json))
        {
            var key = json.GetString()!;
            List<string> addresses = [];
            Expect(ref json, JsonTokenType.StartObject);
            while (NextKey(ref json))
            {
                if (!json.ValueTextEquals("addresses"u8))
                {
                    PassOver(ref json);
                    continue;
                }

                Expect(ref json, JsonTokenType.StartArray);
                while (json.Read() && json.TokenType == JsonTokenType.String)
                {
                    addresses.Add(json.GetString()!);
                }
            }

            context.Resources[key] = addresses;
        }
    }

    private static void ReadProperties(ref Utf8JsonReader json, TaskContext context)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (NextKey(ref json))
        {
            // Compared as it stands in the text: no key of ours needs an escape.
            if (json.ValueSpan.StartsWith("spark.tensorframes."u8))
            {
                var key = json.GetString()!;
                Expect(ref json, JsonTokenType.String);
                context.Settings[key[TaskContext.Prefix.Length..]] = json.GetString()!;
            }
            else
            {
                PassOver(ref json);
            }
        }
    }

    private static void PassOver(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static bool NextKey(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new JsonException($"{json.TokenType} where {type} belongs");
        }
    }
}
