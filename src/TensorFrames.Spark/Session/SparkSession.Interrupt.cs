using System.Collections.Immutable;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Tags of operations, and stopping them.</summary>
public sealed partial class SparkSession
{
    private static readonly ImmutableSortedSet<string> s_noTags = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private readonly AsyncLocal<ImmutableSortedSet<string>?> _tags = new();

    /// <summary>The tags that operations started from here get.</summary>
    public IReadOnlyCollection<string> Tags => _tags.Value ?? s_noTags;

    /// <summary>Tags the operations that this method, and what it calls and awaits, starts from now on.</summary>
    /// <exception cref="ArgumentException">The tag is empty or holds a comma.</exception>
    public void AddTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        if (tag.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException($"Tag '{tag}' holds a comma.", nameof(tag));
        }

        _tags.Value = (_tags.Value ?? s_noTags).Add(tag);
    }

    /// <summary>No longer tags with it.</summary>
    public void RemoveTag(string tag) => _tags.Value = _tags.Value?.Remove(tag);

    /// <summary>Tags no longer.</summary>
    public void ClearTags() => _tags.Value = null;

    /// <summary>Stops all running operations of the session.</summary>
    /// <returns>The ids of those that were running.</returns>
    public Task<IReadOnlyList<string>> InterruptAllAsync(CancellationToken cancellationToken = default) =>
        InterruptAsync(new() { InterruptType = InterruptRequest.Types.InterruptType.All }, cancellationToken);

    /// <summary>Stops the session's running operations of a tag.</summary>
    /// <returns>The ids of those that were running.</returns>
    public Task<IReadOnlyList<string>> InterruptTagAsync(string tag, CancellationToken cancellationToken = default) =>
        InterruptAsync(new() { InterruptType = InterruptRequest.Types.InterruptType.Tag, OperationTag = tag }, cancellationToken);

    /// <summary>Stops one operation.</summary>
    /// <returns>Its id, if it was running.</returns>
    public Task<IReadOnlyList<string>> InterruptOperationAsync(string operationId, CancellationToken cancellationToken = default) =>
        InterruptAsync(new() { InterruptType = InterruptRequest.Types.InterruptType.OperationId, OperationId = operationId }, cancellationToken);

    private async Task<IReadOnlyList<string>> InterruptAsync(InterruptRequest request, CancellationToken cancellationToken) =>
        (await Client.AskAsync((service, call) => service.InterruptAsync(Client.Named(request), call), Stage.Run, cancellationToken).ConfigureAwait(false)).InterruptedIds;
}
