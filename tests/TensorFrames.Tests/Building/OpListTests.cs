using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Building;

/// <summary>The committed list of ops is what both libraries register.</summary>
public sealed class OpListTests
{
    [Fact]
    public void The_list_is_the_union_of_both_registries()
    {
        var wanted = OpList.Text(Registries.Old.ByName, Registries.New.ByName);
        var file = Path.Combine(Checkout.Root, "src", "TensorFrames.Ops", "ops.txt");
        var actual = File.Exists(file) ? File.ReadAllText(file) : "";
        var better = Path.Combine(Path.GetTempPath(), "tensorframes-ops.txt");
        if (wanted != actual)
        {
            File.WriteAllText(better, wanted);
        }

        Assert.True(wanted == actual, $"{file} differs from the registries. Fix: cp {better} {file}");
    }
}
