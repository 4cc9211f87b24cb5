using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.AddArtifactsRequest.Types;

namespace TensorFrames.Spark;

/// <summary>Sends artifacts in one call: small ones together, large ones chunk by chunk, each with its CRC-32.</summary>
internal sealed class ArtifactUpload(ConnectClient client, IReadOnlyList<Artifact> artifacts, IProgress<ArtifactProgress>? progress)
{
    /// <summary>The chunk of Spark's own clients.</summary>
    internal const int ChunkBytes = 32 << 10;

    private readonly long _total = artifacts.Sum(artifact => artifact.Length);
    private long _sent;

    /// <summary>Whether a try ended without the server's word: it may have stored all, some or none.</summary>
    internal bool WasUnanswered { get; private set; }

    /// <exception cref="SparkException">The server refuses one, or its bytes arrived damaged.</exception>
    internal async Task SendAsync(CancellationToken cancellationToken)
    {
        var retrying = client.StartRetrying();
        while (true)
        {
            RpcException error;
            var answered = false;
            try
            {
                await TryAsync(cancellationToken).ConfigureAwait(false);
                answered = true;
                return;
            }
            catch (RpcException e)
            {
                error = e;
                answered = !Retrying.IsTransient(e) && !cancellationToken.IsCancellationRequested;
            }
            finally
            {
                WasUnanswered |= !answered;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!await retrying.WaitAsync(error, cancellationToken).ConfigureAwait(false))
            {
                throw await client.ExplainAsync(error, Stage.Load, null).ConfigureAwait(false);
            }
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        _sent = 0;
        using var call = client.Service.AddArtifacts(client.Call(cancellationToken));
        try
        {
            await WriteAsync(call.RequestStream, cancellationToken).ConfigureAwait(false);
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            // The server answered before it had all; its answer says why.
        }

        var reply = client.Checked(await call.ResponseAsync.ConfigureAwait(false));
        if (reply.Artifacts.FirstOrDefault(summary => !summary.IsCrcSuccessful) is { } damaged)
        {
            throw new SparkException(Stage.Load, $"Artifact '{damaged.Name}' arrived damaged at the server (its CRC-32 differs).");
        }
    }

    private async Task WriteAsync(IClientStreamWriter<AddArtifactsRequest> stream, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        var batched = 0;
        foreach (var artifact in artifacts)
        {
            if (artifact.Length > ChunkBytes)
            {
                await FlushAsync().ConfigureAwait(false);
                await WriteChunksAsync(stream, artifact, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (batched + artifact.Length > ChunkBytes)
            {
                await FlushAsync().ConfigureAwait(false);
            }

            var source = artifact.Open();
            await using (source.ConfigureAwait(false))
            {
                batch.Artifacts.Add(new SingleChunkArtifact { Name = artifact.Name, Data = await ChunkAsync(source, (int)artifact.Length, cancellationToken).ConfigureAwait(false) });
            }

            batched += (int)artifact.Length;
        }

        await FlushAsync().ConfigureAwait(false);

        async ValueTask FlushAsync()
        {
            if (batch.Artifacts.Count > 0)
            {
                await stream.WriteAsync(client.Named(new AddArtifactsRequest { Batch = batch }), cancellationToken).ConfigureAwait(false);
                Report(batch.Artifacts[^1].Name, batched);
                (batch, batched) = (new(), 0);
            }
        }
    }

    private async Task WriteChunksAsync(IClientStreamWriter<AddArtifactsRequest> stream, Artifact artifact, CancellationToken cancellationToken)
    {
        var source = artifact.Open();
        await using var closing = source.ConfigureAwait(false);
        var chunks = (artifact.Length + ChunkBytes - 1) / ChunkBytes;
        for (long chunk = 0, left = artifact.Length; chunk < chunks; chunk++)
        {
            var data = await ChunkAsync(source, (int)Math.Min(left, ChunkBytes), cancellationToken).ConfigureAwait(false);
            left -= data.Data.Length;
            var request = chunk > 0
                ? new AddArtifactsRequest { Chunk = data }
                : new() { BeginChunk = new() { Name = artifact.Name, TotalBytes = artifact.Length, NumChunks = chunks, InitialChunk = data } };
            await stream.WriteAsync(client.Named(request), cancellationToken).ConfigureAwait(false);
            Report(artifact.Name, data.Data.Length);
        }
    }

    private static async ValueTask<ArtifactChunk> ChunkAsync(Stream source, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await source.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new() { Data = UnsafeByteOperations.UnsafeWrap(bytes), Crc = Crc32.HashToUInt32(bytes) };
    }

    private void Report(string name, long bytes) => progress?.Report(new(name, _sent += bytes, _total));
}
