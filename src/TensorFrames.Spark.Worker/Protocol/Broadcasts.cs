namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>
/// The broadcasts that a connection's tasks have been told of. Spark tells each only once a connection, so they live as
/// long as it does. Only their ids are kept: nothing of ours uses one, and their files are not opened.
/// </summary>
internal sealed class Broadcasts
{
    private readonly HashSet<long> _ids = [];

    internal int Count => _ids.Count;

    /// <summary>Reads a header's changes: removals come before additions.</summary>
    internal void Read(WireReader reader)
    {
        var encrypted = reader.Bool("the broadcasts' encryption flag");
        var count = reader.Count("the number of broadcasts");
        if (encrypted)
        {
            reader.Int32("the broadcasts' port");
            reader.Skip("the broadcasts' secret or path");
        }

        for (; count > 0; count--)
        {
            var id = reader.Int64("a broadcast's id");
            if (id < 0)
            {
                if (!_ids.Remove(-id - 1))
                {
                    throw new ProtocolException($"task header: broadcast {-id - 1} is taken away, and this connection was never given it");
                }
            }
            else
            {
                _ids.Add(id);
                if (!encrypted)
                {
                    reader.Skip("a broadcast's path");
                }
            }
        }
    }
}
