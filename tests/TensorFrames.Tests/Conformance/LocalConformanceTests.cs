namespace TensorFrames.Tests.Conformance;

/// <summary>The suite on the engine of this process.</summary>
public sealed class LocalConformanceTests
{
    [Theory, EveryConformanceCase]
    public Task Every_case_holds(ConformanceCase c, Runtime tf) => c.HoldsOnAsync(new LocalEngine(tf));
}
