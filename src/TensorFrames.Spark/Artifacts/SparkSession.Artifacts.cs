using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Files of the session.</summary>
public sealed partial class SparkSession
{
    // What this session has sent: the server refuses other bytes under a name it has, and 3.5 even the same.
    private readonly Dictionary<string, string> _sent = new(StringComparer.Ordinal);
    // What was on its way when a connection broke or a call was cancelled; null where that happened to several files of the name.
    private readonly Dictionary<string, string?> _maybeSent = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>
    /// Sends a file to the server and, where its kind says so, to every executor. It lives as long as the session. The same
    /// bytes under a name are not sent again, and other bytes are refused: put a hash into names of what may change.
    /// </summary>
    /// <param name="name">
    /// <c>files/NAME</c> lies in the tasks' working directory, <c>archives/NAME.tar.gz#FOLDER</c> is unpacked there,
    /// <c>jars/NAME</c> and <c>pyfiles/NAME</c> are added to the JVM's and Python's paths.
    /// </param>
    /// <param name="path">The file on this machine.</param>
    /// <param name="progress">Told after every chunk.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <exception cref="PlanException">This session has sent other bytes under this name.</exception>
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
            var missing = await NewAsync(artifacts, cancellationToken).ConfigureAwait(false);
            var present = await PresentAsync([.. missing.Keys.Select(artifact => artifact.Name).Where(name => name.StartsWith(Artifact.CachePrefix, StringComparison.Ordinal))], cancellationToken).ConfigureAwait(false);
            foreach (var group in missing.ToLookup(MayBeThere))
            {
                await SendAsync([.. group.Where(file => !present.Contains(file.Key.Name))], progress, cancellationToken).ConfigureAwait(false);
                foreach (var (artifact, fingerprint) in group)
                {
                    _sent.Add(artifact.Name, fingerprint);
                }
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    // What the session has not sent, each name once, with what to know its bytes by.
    private async Task<Dictionary<Artifact, string>> NewAsync(IReadOnlyList<Artifact> artifacts, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Artifact, string>();
        var names = new Dictionary<string, string>(_sent, StringComparer.Ordinal);
        foreach (var artifact in artifacts)
        {
            var fingerprint = await artifact.FingerprintAsync(cancellationToken).ConfigureAwait(false);
            if (names.TryAdd(artifact.Name, fingerprint))
            {
                all.Add(artifact, fingerprint);
            }
            else if (names[artifact.Name] != fingerprint)
            {
                throw new PlanException($"Artifact '{artifact.Name}' was sent by this session with other bytes, and Spark replaces none. Fix: another name, best with a hash in it, or a new session.");
            }
        }

        return all;
    }

    // A server that this session is taken up again on (session_id=) may have some, and so may one whose answer was lost.
    private bool MayBeThere(KeyValuePair<Artifact, string> file) =>
        Client.Url.SessionId is not null || (_maybeSent.TryGetValue(file.Key.Name, out var fingerprint) && fingerprint == file.Value);

    // From 4.0 on a server takes equal bytes again; 3.5 refuses the name whatever it holds, and all that comes after it in
    // the call, and does not say why. So what may be there is sent apart from what is not.
    private async Task SendAsync(IReadOnlyList<KeyValuePair<Artifact, string>> files, IProgress<ArtifactProgress>? progress, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            return;
        }

        try
        {
            await UploadAsync(files, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (SparkException e) when (!SparkVersion.AtLeast(4, 0) && files.All(MayBeThere)
            && e.InnerException is Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.Unknown, Status.Detail: "" })
        {
            if (files is [var one])
            {
                SparkLog.ArtifactIsThere(Client.Logger, one.Key.Name, e);
                return;
            }

            foreach (var file in files)
            {
                await SendAsync([file], progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UploadAsync(IReadOnlyList<KeyValuePair<Artifact, string>> files, IProgress<ArtifactProgress>? progress, CancellationToken cancellationToken)
    {
        var upload = new ArtifactUpload(Client, [.. files.Select(file => file.Key)], progress);
        try
        {
            await upload.SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var (artifact, fingerprint) in upload.WasUnanswered ? files : [])
            {
                _maybeSent[artifact.Name] = _maybeSent.TryAdd(artifact.Name, fingerprint) || _maybeSent[artifact.Name] == fingerprint ? fingerprint : null;
            }
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
