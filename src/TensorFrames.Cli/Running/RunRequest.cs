using TensorFrames.Cli.Commands;
using TensorFrames.Cli.Spark;
using TensorFrames.Files;

namespace TensorFrames.Cli.Running;

/// <summary>What <c>tframes run</c> was asked to do, checked as far as it can be without opening anything.</summary>
internal sealed record RunRequest
{
    internal required ModelRequest Model { get; init; }

    internal required string Input { get; init; }

    internal required string Output { get; init; }

    internal MapOptions Map { get; init; } = new();

    /// <summary>Placeholder → its value's text, to be read with the dtype that the graph tells.</summary>
    internal IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal RunVerb Verb { get; init; }

    /// <summary>What an aggregate groups by.</summary>
    internal IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Bytes of rows that an aggregate may hold; null: the default.</summary>
    internal long? MemoryLimit { get; init; }

    /// <summary>Of an aggregate.</summary>
    internal AggregateOptions Groups
    {
        get
        {
            var options = new AggregateOptions(ReduceOptions.Of(Map));
            return MemoryLimit is { } limit ? options with { MemoryLimit = limit } : options;
        }
    }

    internal EngineOptions Engine { get; init; } = new();

    internal TableFileOptions Files { get; init; } = new();

    /// <summary>Partitions wanted; null: as the input has them.</summary>
    internal int? Partitions { get; init; }

    /// <summary>What a run on Spark was asked beside; null: it runs here.</summary>
    internal SparkRunRequest? Spark { get; init; }

    internal int Repeat { get; init; } = 1;
}
