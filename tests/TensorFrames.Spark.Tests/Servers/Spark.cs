using Xunit.Sdk;

namespace TensorFrames.Spark.Tests;

/// <summary>A Spark that tests run on: a version and how it is deployed. Only these two travel through the test runner.</summary>
public sealed record Spark : IXunitSerializable
{
    public const string Local = "local[2]";
    public const string Standalone = "standalone";

    /// <summary>For the test runner, which fills it in.</summary>
    public Spark()
    {
    }

    public Spark(string version, string master) => (Version, Master) = (version, master);

    public string Version { get; private set; } = "";

    /// <summary><see cref="Local"/>, or <see cref="Standalone"/>: a master, two workers, two executors.</summary>
    public string Master { get; private set; } = "";

    public override string ToString() => $"{Version} {Master}";

    /// <summary>A new session; the server is started if it does not run.</summary>
    public async Task<SparkSession> ConnectAsync(SparkSessionOptions? options = null, string parameters = "") =>
        await SparkSession.ConnectAsync(await UrlAsync() + parameters, options, TestContext.Current.CancellationToken);

    /// <summary>The server's URL, ending in "/"; it is started if it does not run.</summary>
    public async Task<string> UrlAsync()
    {
        Assert.SkipWhen(SparkServers.WhySkipped(this) is not null, SparkServers.WhySkipped(this) ?? "");
        return await SparkServers.UrlAsync(this) + "/;user_id=tests";
    }

    void IXunitSerializable.Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Version), Version);
        info.AddValue(nameof(Master), Master);
    }

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info)
    {
        Version = info.GetValue<string>(nameof(Version))!;
        Master = info.GetValue<string>(nameof(Master))!;
    }
}
