using TensorFrames.Spark.Tests.Failures;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>
/// A server on which nothing is installed that these tests need: its user's cache holds no libtensorflow, and its Python is
/// a script that notes each start and gives up.
/// </summary>
public sealed class BareServer : IDisposable
{
    private readonly Folder _folder = new();
    private SparkServer? _server;

    /// <summary>Where workers unpack what sessions bring.</summary>
    internal string NodeCache => _folder["cache/tensorframes-net/shipped"];

    /// <summary>How often Spark started its own Python.</summary>
    internal int PythonStarts => File.Exists(_folder["python.log"]) ? File.ReadAllLines(_folder["python.log"]).Length : 0;

    internal async Task<SparkSession> ConnectAsync()
    {
        _server ??= await SparkServers.OwnAsync(SparkRows.Main, "bare", environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["XDG_CACHE_HOME"] = _folder["cache"],
            ["TFN_SPARK_CACHE"] = SparkServers.Cache,
            ["TENSORFRAMES_LIBTENSORFLOW"] = "",
            ["PYSPARK_PYTHON"] = Script(),
        });
        return await SparkSession.ConnectAsync(_server.Url, cancellationToken: TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    private string Script()
    {
        var script = _folder["python3"];
        File.WriteAllText(script, $"#!/bin/sh\necho \"$*\" >> '{_folder["python.log"]}'\necho no Python here >&2\nexit 1\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }
}

/// <summary>Tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class OnBareServer : ICollectionFixture<BareServer>
{
    public const string Name = "Spark 4.3.0 with nothing installed";
}
