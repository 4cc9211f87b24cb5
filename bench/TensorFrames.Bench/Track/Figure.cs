using System.Text.Json.Serialization;

namespace TensorFrames.Bench.Track;

/// <summary>What kind of figure, and so how far it may stray.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FigureKind>))]
internal enum FigureKind
{
    /// <summary>Instructions of the shim's own code, which the same compiler repeats to the last one.</summary>
    Instructions,

    /// <summary>Bytes or tensors, exact but for a collection that falls in between.</summary>
    Counter,

    /// <summary>Time : time of the baseline in the same run.</summary>
    Ratio,
}

/// <summary>One figure of a run; less is better.</summary>
internal sealed record Figure(string Name, FigureKind Kind, double Value)
{
    /// <summary>The value as it is kept: no more digits than it has.</summary>
    internal static Figure Of(string name, FigureKind kind, double value) => new(name, kind, Math.Round(value, kind == FigureKind.Ratio ? 4 : 0));
}
