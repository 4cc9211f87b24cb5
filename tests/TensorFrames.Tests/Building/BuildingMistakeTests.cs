using System.Runtime.CompilerServices;
using TensorFrames.Building;
using TensorFrames.Ops;
using Xunit;

namespace TensorFrames.Tests.Building;

/// <summary>A mistake is told where the graph is written: the C# line, what is wrong with what, and a fix.</summary>
public sealed class BuildingMistakeTests
{
    [Theory, EveryRuntime]
    public void Shapes_that_do_not_fit_are_told_at_the_line(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var (x, w) = (graph.Placeholder(DType.Float32, new(-1, 3), "x"), graph.Placeholder(DType.Float32, new(4, 2), "w"));
        var error = Says(() => x.MatMul(w), "MatMul 'MatMul' of x (float32 [?,3]), w (float32 [4,2]) is refused: Dimensions must be equal, but are 3 and 4");
        Assert.Equal((3, Stage.Plan), (error.Code, error.Stage));

        // The graph goes on without it, and the name is free.
        Assert.Equal("MatMul (float32 [?,4])", x.MatMul(w.Reshape([4, 2])[..3, ..].Tile(new[] { 1, 2 })).ToString());
    }

    [Theory, EveryRuntime]
    public void Operators_and_indexers_find_their_line_too(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var (x, v) = (graph.Placeholder(DType.Float32, new(-1, 3), "x"), graph.Placeholder(DType.Float64, new(3), "v"));
        Says(() => x + v, "Add 'Add' of x (float32 [?,3]), v (float64 [3]) is refused");
        Says(() => x + new[] { 1f, 2f }, "Dimensions must be equal, but are 3 and 2");
        Says(() => x[0, 0, 0], "StridedSlice");
        Says(() => x[^0], "^0 is no position: it is beyond the last one. Fix: ^1");
        Says(() => !x, "LogicalNot");
        Says(() => x ^ 2, "BitwiseXor");
    }

    [Theory, EveryRuntime]
    public void A_value_that_the_dtype_cannot_hold_is_told(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var (i, b) = (graph.Placeholder(DType.Int32, new(-1), "i"), graph.Placeholder(DType.UInt8, new(-1), "b"));
        Says(() => i + 2.5, "argument 'y' of Add is int32, which 2.5 cannot become. Fix: a value of int32, or a Cast");
        Says(() => b + 256, "is uint8, which 256 cannot become");
        Says(() => i + "text", "is int32, which text cannot become");
        Says(() => graph.Constant(1e300, DType.Float32), "the constant is float32, which 1E+300 cannot become");
    }

    [Theory, EveryRuntime]
    public void An_op_that_the_runtime_lacks_says_which_version_has_it(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        if (tf.Version == TestRuntimes.Old)
        {
            Says(() => graph.MatrixDiagPartV3(graph.Placeholder(DType.Float32, new(2, 2)), 0, 0f), "op 'MatrixDiagPartV3' is not in TensorFlow 1.15.0; it exists in TensorFlow 2.21.0. Fix: use a newer libtensorflow");
        }
        else
        {
            Says(() => graph.CompareAndBitpack(graph.Placeholder(DType.Float32, new(8)), 0), "op 'CompareAndBitpack' is not in TensorFlow 2.21.0; it exists in TensorFlow 1.15.0. Fix: use that libtensorflow");
        }

        Says(() => graph.AddOperation("NoSuchOpXyz", []), "op 'NoSuchOpXyz' is not in TensorFlow");
    }

    [Theory, EveryRuntime]
    public void An_attribute_of_a_newer_version_is_refused_unless_it_changes_nothing(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Placeholder(DType.Float32, new(2, 2));
        Assert.Equal(DType.Float32, graph.MatMul(x, x, gradA: false).DType);
        if (tf.Version == TestRuntimes.Old)
        {
            Says(() => graph.MatMul(x, x, gradA: true), "MatMul of TensorFlow 1.15.0 has no attribute 'grad_a', TensorFlow 2.21.0 has it. It has: transpose_a, transpose_b, T. Fix: ");
        }

        Says(() => graph.AddOperation("MatMul", [x, x], [("transpose_a", 1)]), "attribute 'transpose_a' of MatMul is bool, not int. Fix: ");
    }

    [Theory, EveryRuntime]
    public void Arguments_and_names_are_checked(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        using var other = new GraphBuilder(tf.Open());
        var (x, y) = (graph.Placeholder(DType.Float32, new(2), "x"), other.Placeholder(DType.Float32, new(2), "y"));
        Says(() => x + y, "'y' belongs to another graph, so Add cannot read it here. Fix: ");
        Says(() => graph.AddOperation("Add", [x]), "Add has 2 arguments (x, y), 1 are given. Fix: ");
        Says(() => graph.AddOperation("Pack", [x]), "argument 'values' of Pack is a list of tensors. Fix: Operand.List");
        Says(() => graph.AddOperation("Add", [x, default]), "argument 'y' of Add is not given. Fix: ");
        Says(() => x.Named("a name"), "'a name' is no name of an operation. Fix: ");
        Says(() => x.Named("z"), "'x' (Placeholder) has its name already and cannot be 'z' too. Fix: ");
        Says(() => graph.Scope("_"), "'_' is no name of an operation. Fix: ");
        var error = Assert.Throws<BuildException>(() => graph.ToGraph(y));
        Assert.Contains("'y' belongs to another graph", error.Message, StringComparison.Ordinal);
    }

    // The mistake is in the caller's own line.
    private static BuildException Says(Func<object> mistake, string words, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var error = Assert.Throws<BuildException>(() => { mistake(); });
        Assert.StartsWith($"{Path.GetFileName(file)}:{line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((file, line), (error.SourceFile, error.SourceLine));
        return error;
    }
}
