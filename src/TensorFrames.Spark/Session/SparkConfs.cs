using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// A session's settings. What is set here reaches every later task of the session, under any name that begins with
/// <c>spark.</c>; core settings (<c>spark.executor.*</c>, <c>spark.python.*</c>) are the cluster's and refused.
/// </summary>
public sealed class SparkConfs
{
    private readonly ConnectClient _client;

    internal SparkConfs(ConnectClient client) => _client = client;

    /// <summary>Sets one.</summary>
    /// <exception cref="SparkException">It cannot be changed at run time, or the value is none of its values.</exception>
    public Task SetAsync(string key, string value, CancellationToken cancellationToken = default) =>
        SetAsync([new(key, value)], cancellationToken);

    /// <summary>Sets several with one call.</summary>
    /// <exception cref="SparkException">One cannot be changed at run time, or its value is none of its values.</exception>
    public async Task SetAsync(IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var set = new ConfigRequest.Types.Set();
        set.Pairs.AddRange(settings.Select(pair => new KeyValue { Key = pair.Key, Value = pair.Value }));
        await AskAsync(new() { Set = set }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The value, or the default of Spark's own settings; null where there is neither.</summary>
    public async Task<string?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        (await GetAllOfAsync([key], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Every setting that has a value, of those that begin with <paramref name="prefix"/>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetAllAsync(string? prefix = null, CancellationToken cancellationToken = default)
    {
        var all = new ConfigRequest.Types.GetAll();
        if (prefix is not null)
        {
            all.Prefix = prefix;
        }

        // With a prefix the server answers with the rest of the names.
        var response = await AskAsync(new() { GetAll = all }, cancellationToken).ConfigureAwait(false);
        return response.Pairs.Where(pair => pair.HasValue).ToDictionary(pair => prefix + pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>Back to the cluster's value or the default.</summary>
    public Task UnsetAsync(string key, CancellationToken cancellationToken = default) => UnsetAsync([key], cancellationToken);

    /// <summary>Whether the session may set it.</summary>
    public async Task<bool> IsModifiableAsync(string key, CancellationToken cancellationToken = default)
    {
        var question = new ConfigRequest.Types.IsModifiable();
        question.Keys.Add(key);
        var response = await AskAsync(new() { IsModifiable = question }, cancellationToken).ConfigureAwait(false);
        return response.Pairs is [{ Value: "true" }];
    }

    internal async Task<IReadOnlyList<string?>> GetAllOfAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var get = new ConfigRequest.Types.GetOption();
        get.Keys.AddRange(keys);
        var response = await AskAsync(new() { GetOption = get }, cancellationToken).ConfigureAwait(false);
        return [.. response.Pairs.Select(pair => pair.HasValue ? pair.Value : null)];
    }

    internal async Task UnsetAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var unset = new ConfigRequest.Types.Unset();
        unset.Keys.AddRange(keys);
        if (unset.Keys.Count > 0)
        {
            await AskAsync(new() { Unset = unset }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ConfigResponse> AskAsync(ConfigRequest.Types.Operation operation, CancellationToken cancellationToken)
    {
        var response = await _client.AskAsync(
            (service, call) => service.ConfigAsync(_client.Named(new ConfigRequest { Operation = operation }), call), Stage.Plan, cancellationToken).ConfigureAwait(false);
        foreach (var warning in response.Warnings)
        {
            SparkLog.ServerWarning(_client.Logger, warning);
        }

        return response;
    }
}
