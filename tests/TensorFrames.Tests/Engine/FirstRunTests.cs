using Xunit;

namespace TensorFrames.Tests.Engine;

public sealed class FirstRunTests
{
    [Theory, EveryRuntime]
    public void One_call_runs_a_graph_without_a_table(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        using var graph = Graph.Load(Golden.Path("02_matmul_const/graph.pb"), tf.Open());
        using var results = graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["features"] = TensorValue.Of<float>([1, 0, 0, 0, 0, 1, 0, 0], 2, 4) }, "y");
        Assert.Equal("[2,3]", results.Shape("y").ToString());
    }
}
