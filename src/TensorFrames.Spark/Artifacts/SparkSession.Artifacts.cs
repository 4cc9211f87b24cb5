using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Files of the session.</summary>
public sealed partial class SparkSession
{
    // What this session has sent: the server refuses other bytes under a name it has, and 3.5 even the same.
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>
    /// Sends a file to the server and, where its kind says so, to every executor. It lives as long as the session. A name
    /// that this session has sent already is not sent again: put a hash into names of what may change.
    /// </summary>
    /// <param name="name">
    /// <c>files/NAME</c> lies in the tasks' working directory, <c>archives/NAME.tar.gz#FOLDER</c> is unpacked there,
    /// <c>jars/NAME</c> and <c>pyfiles/NAME</c> are added to the JVM's and Python's paths.
    /// </param>
    /// <param name="path">The file on this machine.</param>
    /// <param name="progress">Told after every chunk.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <exception cref="SparkException">The server refuses it.</exception>
    public Task AddArtifactAsync(string name, string path, IProgress<ArtifactProgress>? progress = null, CancellationToken cancellationToken = default) =>
        AddArtifactsAsync([Artifact.Of(name, path)], progress, cancellationToken);

    /// <summary>As <see cref="AddArtifactAsync(string, string, IProgress{ArtifactProgress}, CancellationToken)"/>, from memory.</summary>
    public Task AddArtifactAsync(string name, ReadOnlyMemory<byte> bytes, IProgress<ArtifactProgress>? progress = null, CancellationToken cancellationToken = default) =>
        AddArtifactsAsync([Artifact.Of(name, bytes)], progress, cancellationToken);

    /// <summary>Sends those that the session has not: by what this client sent, and for <c>cache/</c> by asking the server.</summary>
    internal async Task AddArtifactsAsync(IReadOnlyList<Artifact> artifacts, IProgress<ArtifactProgress>? progress, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var missing = artifacts.Where(artifact => !_sent.Contains(artifact.Name)).DistinctBy(artifact => artifact.Name, StringComparer.Ordinal).ToList();
            var present = await PresentAsync([.. missing.Select(artifact => artifact.Name).Where(name => name.StartsWith(Artifact.CachePrefix, StringComparison.Ordinal))], cancellationToken).ConfigureAwait(false);
            missing.RemoveAll(artifact => present.Contains(artifact.Name));
            if (missing.Count > 0)
            {
                await new ArtifactUpload(Client, missing, progress).SendAsync(cancellationToken).ConfigureAwait(false);
            }

            _sent.UnionWith(artifacts.Select(artifact => artifact.Name));
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<HashSet<string>> PresentAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var reply = await Client.AskAsync(
            (service, call) =>
            {
                var request = Client.Named(new ArtifactStatusesRequest());
                request.Names.AddRange(names);
                return service.ArtifactStatusAsync(request, call);
            },
            Stage.Load,
            cancellationToken).ConfigureAwait(false);
        return [.. reply.Statuses.Where(status => status.Value.Exists).Select(status => status.Key)];
    }
}
