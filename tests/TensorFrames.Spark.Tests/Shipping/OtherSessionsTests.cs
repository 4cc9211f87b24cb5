using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>What a session ships is its own: other sessions of the server keep the cluster's Python.</summary>
[Collection(OnBareServer.Name)]
public sealed class OtherSessionsTests(BareServer bare)
{
    private const string Python = "spark.sql.execution.pyspark.python";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_sessions_Python_function_still_starts_the_clusters_Python()
    {
        using var graph = SmallGraphs.AddThree();
        await using var ours = await bare.ConnectAsync();
        await using var theirs = await bare.ConnectAsync();
        await ours.ShipAsync(new ShipOptions { ShipLibTensorFlow = true, LibTensorFlow = TestRuntimes.LibraryPath(TestRuntimes.Old) }, Token);
        var mapped = ours.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 100, 1, 2)").MapBlocks(graph, "y");
        Assert.Equal(100, await Rows.Count(mapped));
        Assert.Equal(0, bare.PythonStarts);

        var error = await Assert.ThrowsAsync<SparkException>(() => Rows.Count(PythonFunction(theirs)));
        Assert.Contains("no Python here", error.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, bare.PythonStarts);
        Assert.NotNull(await ours.Confs.GetAsync(Python, Token));
        Assert.Null(await theirs.Confs.GetAsync(Python, Token));
        Assert.Equal(100, await Rows.Count(mapped));
    }

    // As PySpark sends one; its bytes are never read, since there is no Python.
    private static DataFrame PythonFunction(SparkSession session)
    {
        var udf = new CommonInlineUserDefinedFunction
        {
            FunctionName = "f",
            Deterministic = true,
            PythonUdf = new PythonUDF { OutputType = new() { Long = new() }, EvalType = 100, Command = Google.Protobuf.ByteString.CopyFromUtf8("pickled"), PythonVer = "3.11" },
        };
        udf.Arguments.Add(new Expression { Literal = new() { Long = 1 } });
        var project = new Project { Input = new Relation { Common = new(), Range = new() { Start = 0, End = 2, Step = 1, NumPartitions = 1 } } };
        project.Expressions.Add(new Expression { CommonInlineUserDefinedFunction = udf });
        return new DataFrame(new SourceNode(session, new Relation { Common = new(), Project = project }));
    }
}
