using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Runs a test for every captured connection, or for those of some eval types.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EveryCaptureAttribute : DataAttribute
{
    /// <summary>0: every one.</summary>
    public int EvalType { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Captures.Names.Where(Wanted).Select(n => new TheoryDataRow<string>(n))]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private bool Wanted(string name) => name.Length == 0 || EvalType == 0 || Capture.Open(name).EvalType == EvalType;
}
