using Apache.Arrow;
using Google.Protobuf;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// Rows of this machine. The first action converts and sends them: within the plan where they are few, else as artifacts
/// of the session, in chunks from 4.1 on.
/// </summary>
internal sealed class LocalNode(SparkSession session, Frame frame) : PlanNode(session)
{
    private const string ThresholdKey = "spark.sql.session.localRelationCacheThreshold";

    // What fits into a message, whatever the server would take.
    private const long MostInPlan = ConnectClient.MaxMessageBytes / 2;

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var chunked = Session.SparkVersion.AtLeast(4, 1);
        var chunkBytes = Session.Client.Options.LocalChunkBytes;
        var hashes = new List<string>();
        using var chunk = new LocalChunk(Session.SparkVersion.Number, frame.Schema);
        await foreach (var batch in frame.ToBatchesAsync(null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var piece in chunk.Convert(batch, chunked ? chunkBytes : int.MaxValue))
            {
                chunk.Add(piece);
                if (chunked && chunk.Length >= chunkBytes)
                {
                    hashes.Add(await SendAsync(chunk.Take(), cancellationToken).ConfigureAwait(false));
                }
            }
        }

        var schema = SparkTypeJson.Of(ArrowToSpark.Schema(chunk.Schema));
        if (hashes.Count == 0 && (!chunked || chunk.Length <= MostInPlan))
        {
            var bytes = chunk.Take();
            var local = new LocalRelation { Data = UnsafeByteOperations.UnsafeWrap(bytes), Schema = schema };
            var threshold = Math.Min(MostInPlan, await ThresholdAsync(cancellationToken).ConfigureAwait(false));
            return bytes.Length <= threshold ? new() { LocalRelation = local }
                : chunked ? await ChunkedAsync([await SendAsync(bytes, cancellationToken).ConfigureAwait(false)], schema, cancellationToken).ConfigureAwait(false)
                : new() { CachedLocalRelation = new() { Hash = await SendAsync(local.ToByteArray(), cancellationToken).ConfigureAwait(false) } };
        }

        if (chunk.HasRows)
        {
            hashes.Add(await SendAsync(chunk.Take(), cancellationToken).ConfigureAwait(false));
        }

        return await ChunkedAsync(hashes, schema, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Relation> ChunkedAsync(IReadOnlyList<string> hashes, string schema, CancellationToken cancellationToken)
    {
        var result = new ChunkedCachedLocalRelation { SchemaHash = await SendAsync(System.Text.Encoding.UTF8.GetBytes(schema), cancellationToken).ConfigureAwait(false) };
        result.DataHashes.AddRange(hashes);
        return new() { ChunkedCachedLocalRelation = result };
    }

    private async Task<string> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var artifact = Artifact.Cached(bytes);
        await Session.AddArtifactsAsync([artifact], null, cancellationToken).ConfigureAwait(false);
        return artifact.Name[Artifact.CachePrefix.Length..];
    }

    // A number of bytes, with or without a unit: 67108864b, 1MB.
    private async Task<long> ThresholdAsync(CancellationToken cancellationToken)
    {
        var text = (await Session.Confs.GetAllOfAsync([ThresholdKey], cancellationToken).ConfigureAwait(false))[0] ?? "";
        var digits = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end));
        return !long.TryParse(digits, out var number) ? 1 << 20 : text[digits.Length..].Trim().ToLowerInvariant() switch
        {
            "" or "b" => number,
            "k" or "kb" => number << 10,
            "m" or "mb" => number << 20,
            "g" or "gb" => number << 30,
            _ => 1 << 20,
        };
    }
}
