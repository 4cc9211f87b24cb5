using System.Text.Json;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Writes a task's header as the JVM of a version does.</summary>
internal sealed record HeaderWriter(SparkVersion Spark)
{
    internal static SparkVersion[] Versions => [SparkVersion.V35, SparkVersion.V40, SparkVersion.V41, SparkVersion.V42, SparkVersion.V43];

    internal int Partition { get; init; } = 3;

    internal string Tag { get; init; } = $"tensorframes;proto=1;spark={Spark}.0";

    internal bool Barrier { get; init; }

    internal (string Name, string[] Addresses)[] Resources { get; init; } = [];

    internal Dictionary<string, string> Properties { get; init; } = new(StringComparer.Ordinal) { ["spark.app.name"] = "tests" };

    internal string Files { get; init; } = "/files";

    internal long[] Broadcasts { get; init; } = [];

    internal int EvalType { get; init; } = Worker.Protocol.EvalType.MapArrow;

    internal bool Profiler { get; init; }

    internal (int[] Arguments, byte[][] Commands)[] Functions { get; init; } = [([0], [[1, 2, 3]])];

    internal byte[] ToBytes()
    {
        var fields = new Fields();
        fields.Int(Partition).String(Tag);
        WriteContext(fields);
        fields.String(Files).Int(1).String("include.zip").Bool(false).Int(Broadcasts.Length);
        foreach (var id in Broadcasts)
        {
            fields.Long(id);
            _ = id < 0 ? fields : fields.String($"/broadcasts/{id}");
        }

        fields.Int(EvalType);
        WriteConf(fields);
        WriteFunctions(fields);
        return Spark >= SparkVersion.V43 ? [.. new Fields().Int(Marker.StartOfInitMessage).Int(fields.ToArray().Length).ToArray(), .. fields.ToArray()] : fields.ToArray();
    }

    private void WriteContext(Fields fields)
    {
        if (Spark >= SparkVersion.V42)
        {
            fields.String(Json());
            return;
        }

        fields.Bool(Barrier);
        if (Barrier || Spark < SparkVersion.V41)
        {
            fields.Int(Barrier ? 4711 : 0).String(Barrier ? "secret" : "");
        }

        fields.Int(7).Int(Partition).Int(2).Long(99).Int(4).Int(Resources.Length);
        foreach (var (name, addresses) in Resources)
        {
            fields.String(name).String(name).Int(addresses.Length);
            Array.ForEach(addresses, a => fields.String(a));
        }

        fields.Int(Properties.Count);
        foreach (var (key, value) in Properties)
        {
            fields.String(key).String(value);
        }
    }

    private string Json() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["isBarrier"] = Barrier,
        ["connInfo"] = -1,
        ["secret"] = null,
        ["stageId"] = 7,
        ["partitionId"] = Partition,
        ["attemptNumber"] = 2,
        ["taskAttemptId"] = 99L,
        ["cpus"] = 4,
        ["cpuAmount"] = "4",
        ["resources"] = Resources.ToDictionary(r => r.Name, r => new { name = r.Name, addresses = r.Addresses }),
        ["localProperties"] = Properties,
    });

    private void WriteConf(Fields fields)
    {
        if (Spark >= SparkVersion.V42)
        {
            fields.Int(1).String("some.new.key").String("x").Int(0);
            return;
        }

        if (Worker.Protocol.EvalType.HasRunnerConf(EvalType))
        {
            fields.Int(1).String("spark.sql.session.timeZone").String("UTC");
        }

        if (Spark >= SparkVersion.V40)
        {
            fields.Bool(Profiler);
            _ = Profiler ? fields.String("perf") : fields;
        }
    }

    private void WriteFunctions(Fields fields)
    {
        var named = Spark >= SparkVersion.V42 || (Spark >= SparkVersion.V40 && EvalType == Worker.Protocol.EvalType.Scalar);
        fields.Int(Functions.Length);
        foreach (var (arguments, commands) in Functions)
        {
            fields.Int(arguments.Length);
            foreach (var argument in arguments)
            {
                fields.Int(argument);
                _ = named ? fields.Bool(argument == 1) : fields;
                _ = named && argument == 1 ? fields.String("name") : fields;
            }

            fields.Int(commands.Length);
            Array.ForEach(commands, c => fields.Bytes(c));
            _ = Spark >= SparkVersion.V42 || (Spark >= SparkVersion.V40 && Profiler) ? fields.Long(5) : fields;
        }
    }
}
