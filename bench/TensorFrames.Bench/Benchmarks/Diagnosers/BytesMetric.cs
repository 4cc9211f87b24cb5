using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>A column of bytes in BenchmarkDotNet's table.</summary>
internal sealed class BytesMetric(string name, string legend, int priority) : IMetricDescriptor
{
    internal static BytesMetric Borrowed { get; } = new("borrowed bytes", "Bytes an operation used where they lay", 0);

    internal static BytesMetric Copied { get; } = new("copied bytes", "Bytes an operation copied", 1);

    internal static BytesMetric Live { get; } = new("live bytes", "Native bytes in use when all was let go", 2);

    public string Id => name;

    public string DisplayName => name;

    public string Legend => legend;

    public string NumberFormat => "N0";

    public UnitType UnitType => UnitType.Size;

    public string Unit => "B";

    public bool TheGreaterTheBetter => ReferenceEquals(this, Borrowed);

    public int PriorityInCategory => priority;

    public bool GetIsAvailable(Metric metric) => true;
}
