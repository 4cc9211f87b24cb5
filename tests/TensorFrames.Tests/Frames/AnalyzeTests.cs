using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Files;
using TensorFrames.Tables;
using TensorFrames.Tests.Columns;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Frames;

/// <summary>Shapes of cells: found by a scan or given, kept in the schema, and used before anything runs.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private readonly Files.Folder _folder = new();

    [Theory, EveryCase("analyze")]
    public void A_scan_finds_the_shapes_of_every_golden_case(GoldenCase golden, Runtime tf)
    {
        _ = tf;
        foreach (var input in golden.Inputs)
        {
            foreach (var partitions in new[] { 1, 3 })
            {
                var found = Frame.From(GoldenTables.Open(input)).Repartition(partitions).ScanShapes(cancellationToken: Now).Columns.ToDictionary(c => c.Name);
                foreach (var column in golden.Json.GetProperty("expected").EnumerateObject())
                {
                    var (own, wanted) = (found[column.Name], column.Value);
                    Assert.Equal(
                        (column.Name, wanted.GetProperty("dtype").GetString(), Shape(wanted.GetProperty("cell_shape")), Shape(wanted.GetProperty("block_shape")), wanted.GetProperty("nulls").GetInt64()),
                        (own.Name, own.DType.Name(), own.Cell, own.Block, own.Nulls));
                }
            }
        }
    }

    [Fact]
    public void Equal_sizes_stay_and_different_ones_are_open()
    {
        Assert.Equal("[2]", Found(Lists([1, 2], [3, 4], [5, 6])));
        Assert.Equal("[?]", Found(Lists([1.0], [2.0, 2.1])));
        Assert.Equal("[2,2]", Found(Matrices([[1, 2], [3, 4]], [[1, 2], [3, 4]])));
        Assert.Equal("[?,2]", Found(Matrices([[1, 2]], [[1, 2], [3, 4]])));
        Assert.Equal("[2,?]", Found(Matrices([[1], [2, 3]])));
        Assert.Equal("[]", Found(Doubles(1, 2)));
        Assert.Equal("[3]", Found(ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2)));
    }

    [Fact]
    public void Empty_lists_have_a_size_and_nothing_below_it()
    {
        Assert.Equal("[0]", Found(Lists([], [])));
        Assert.Equal("[?,3]", Found(Matrices([], [[1, 2, 3]])));
        Assert.Equal("[0,?]", Found(Matrices([], [])));
        Assert.Equal("[?]", Found(Lists()));
    }

    [Fact]
    public void Nulls_have_no_shape_and_are_counted()
    {
        var builder = new ListArray.Builder(DoubleType.Default);
        var values = (DoubleArray.Builder)builder.ValueBuilder;
        builder.Append();
        values.Append(1).AppendNull();
        builder.AppendNull();
        builder.Append();
        values.Append(3).Append(4);
        var found = Scan(builder.Build());
        Assert.Equal((new TensorShape(2), 2), (found.Cell, found.Nulls));
        Assert.Equal(1, Scan(new StringArray.Builder().Append("a").AppendNull().Build()).Nulls);
    }

    [Fact]
    public void MLlibs_vectors_have_their_size_and_other_types_no_tensor()
    {
        Assert.Equal("[3]", Found(MLlibCells.Vectors(new MLlibCells.Vector([1, 2, 3]), new([1], Size: 3, Indices: [2]))));
        Assert.Equal("[?]", Found(MLlibCells.Vectors(new MLlibCells.Vector([1, 2, 3]), null, new([1], Size: 2, Indices: [1]))));
        var none = Scan(new NullArray(2));
        Assert.Equal((DType.Unknown, TensorShape.Unknown), (none.DType, none.Cell));
    }

    [Theory, EveryRuntime]
    public void An_analyzed_column_is_compared_with_the_placeholder_before_anything_runs(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, new(-1, 3));
        var frame = Columns.Tables.Frame(("x", Lists([1, 2], [3, 4])));
        Assert.Equal(0, Assert.Throws<BlockException>(() => frame.MapBlocks(graph, "y").ToBatches(cancellationToken: Now).Count()).Row);
        Assert.Contains("placeholder 'x' (float64 [?,3]): the cell has 2 values, 3 wanted", Assert.Throws<PlanException>(() => frame.Analyze(cancellationToken: Now).MapBlocks(graph, "y")).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A15_analyzed_matrices_come_back_as_they_were(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, new(-1, -1, -1));
        var frame = Columns.Tables.Frame(("x", Matrices([[1, 2], [3, 4]]))).Analyze(cancellationToken: Now);
        Same([.. ArrowCompare.Of(frame.MapBlocks(graph, "y").ToBatches(cancellationToken: Now).Single().Column("y"))], Cell(Cell(1.0, 2.0), Cell(3.0, 4.0)));
    }

    [Theory, EveryRuntime]
    public void A_shape_that_no_longer_holds_is_an_error_that_says_so(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, new(-1, -1));
        var frame = Columns.Tables.Frame(("x", Lists([1, 2, 3]))).AppendShape("x", new(2)).MapBlocks(graph, "y");
        var error = Assert.Throws<BlockException>(() => frame.ToBatches(cancellationToken: Now).Count());
        Assert.Contains("the cell has 3 values, 2 wanted, first at row 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("if the column's declared shape [2] no longer holds, analyze it again (Analyze, AppendShape)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyzing_again_replaces_a_shape_that_no_longer_holds()
    {
        Assert.Equal("[?]", Again(new(3), Lists([1, 2], [1, 2, 3])));
        Assert.Equal("[2]", Again(new(3), Lists([1, 2], [3, 4])));
        Assert.Equal("[?]", Again(new(1, 3), Lists([1, 2], [1, 2, 3])));
        Assert.Equal("[1,3]", Again(new(1, 3), Lists([1, 2, 3])));
        Assert.Equal("[?,?]", Again(new(2, 2), Matrices([[1, 2]], [[1], [2]])));
    }

    [Fact]
    public void Without_a_list_to_measure_what_was_declared_stays()
    {
        Assert.Equal("[3]", Again(new(3), Lists()));
        Assert.Equal("[3]", Again(new(3), new ListArray.Builder(DoubleType.Default).AppendNull().Build()));
    }

    [Theory, EveryRuntime]
    public void Cells_whose_declared_shape_was_wrong_run_row_by_row_once_analyzed(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, new(-1));
        var frame = Columns.Tables.Frame(("x", Lists([1, 2], [1, 2, 3]))).AppendShape("x", new(3));
        Assert.Throws<BlockException>(() => frame.MapRows(graph, "y").ToBatches(cancellationToken: Now).Count());
        Same([.. ArrowCompare.Of(frame.Analyze(cancellationToken: Now).MapRows(graph, "y").ToBatches(cancellationToken: Now).Single().Column("y"))], Cell(1.0, 2.0), Cell(1.0, 2.0, 3.0));
    }

    [Theory, EveryRuntime]
    public void A_filtered_table_still_fits_since_no_number_of_rows_is_kept(Runtime tf)
    {
        // TensorFrames kept the rows of the analyzed block, which a filter made wrong.
        using var graph = Identity.Graph(tf, DType.Float64, new(-1, 2));
        var frame = Columns.Tables.Frame(("x", Lists([1, 2], [3, 4], [5, 6]))).Analyze(cancellationToken: Now);
        Assert.Equal([1, 2], frame.MapBlocks(graph, "y").ToBatches(new EngineOptions { BlockRows = 2, Parallelism = 1 }, Now).Select(b => b.Length).Order());
    }

    [Theory, EveryRuntime]
    public void Shapes_stay_with_kept_columns_through_verbs(Runtime tf)
    {
        using var graph = Unary(tf, "Neg");
        var frame = Columns.Tables.Frame(("x", Doubles(1, 2)), ("v", Lists([1, 2], [3, 4]))).Analyze(cancellationToken: Now);
        Assert.Equal(new TensorShape(2), ShapeMetadata.ShapeOf(frame.MapRows(graph, "y").Schema!.GetFieldByName("v")));
        Assert.Equal(new TensorShape(2), ShapeMetadata.ShapeOf(frame.MapRows(graph, "y").MapRows(graph, new MapOptions { Fetches = ["y:0"], Keep = ["v"] }).Schema!.GetFieldByName("v")));
    }

    [Theory]
    [InlineData("out.parquet")]
    [InlineData("out.arrow")]
    [InlineData("out.arrows")]
    [InlineData("parts/")]
    public void Shapes_are_written_and_read(string output)
    {
        var frame = Columns.Tables.Frame(("k", Doubles(1, 2)), ("v", Lists([1, 2], [3, 4])), ("m", Matrices([[1]], [[2]]))).Analyze(cancellationToken: Now);
        frame.Write(_folder[output], cancellationToken: Now);
        Assert.Equal(frame.SchemaText(), FrameFiles.Open(_folder[output.TrimEnd('/')]).SchemaText());
    }

    [Fact]
    public void Files_read_together_have_the_shapes_that_hold_in_all()
    {
        void Write(string name, IArrowArray v, bool analyze)
        {
            var frame = Columns.Tables.Frame(("v", v));
            (analyze ? frame.Analyze(cancellationToken: Now) : frame).Write(_folder[name], cancellationToken: Now);
        }

        Write("1.parquet", Matrices([[1, 2]]), analyze: true);
        Write("2.parquet", Matrices([[1, 2], [3, 4]]), analyze: true);
        Assert.Contains("float64[?,?,2]", FrameFiles.Open(_folder["*.parquet"]).SchemaText(), StringComparison.Ordinal);
        Write("3.parquet", Matrices([[1]]), analyze: false);
        Assert.Contains("float64[?,?,?]", FrameFiles.Open(_folder["*.parquet"]).SchemaText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_shape_that_TensorFrames_wrote_is_read()
    {
        var schema = new Schema([new Field("v", new ListType(DoubleType.Default), true, [new("org.spartf.shape", "[-1,2]"), new("org.sparktf.type", "DoubleType")])], null);
        Assert.Contains("float64[?,2]", Frame.From(new MemoryTable(schema, [])).SchemaText(), StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void AppendShape_declares_without_a_scan(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, TensorShape.Unknown);
        var options = new MapOptions { Shapes = new Dictionary<string, TensorShape> { ["y"] = new(2, 2) } };
        foreach (var column in new IArrowArray[] { Lists([1, 2, 3, 4]), new BinaryArray.Builder().Append(new double[] { 1, 2, 3, 4 }.SelectMany(BitConverter.GetBytes).ToArray().AsSpan()).Build() })
        {
            var frame = Columns.Tables.Frame(("x", column)).AppendShape("x", new(2, 2));
            Same([.. ArrowCompare.Of(frame.MapBlocks(graph, options).ToBatches(cancellationToken: Now).Single().Column("y"))], Cell(Cell(1.0, 2.0), Cell(3.0, 4.0)));
        }
    }

    [Fact]
    public void AppendShape_refuses_what_the_type_cannot_be()
    {
        Refused(Lists([1, 2]), new(-1, 2), "Column 'x' (list<float64>) cannot have cells of [?,2]: its type has cells of [?]. Fix: the shape of one cell, without the rows");
        Refused(Doubles(1), new(2), "its type has cells of []");
        Refused(ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2), new(4), "its type has cells of [3]");
        Refused(new NullArray(1), new(2), "columns of this type are no tensors");
        Assert.Contains("no column 'q'", Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", Doubles(1))).AppendShape("q", new([]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A4_the_schema_is_printed_as_a_tree_with_shapes()
    {
        var frame = Columns.Tables.Frame(("y", Lists([1, 2], [3, 4])), ("s", new StringArray.Builder().Append("a").Append("b").Build()), ("n", new NullArray(2)));
        using var text = new StringWriter();
        frame.Analyze(cancellationToken: Now).PrintSchema(text);
        Assert.Equal(
            """
            root
             |-- y: list<float64> (nullable = true) float64[?,2]
             |-- s: string (nullable = true) string[?]
             |-- n: null (nullable = true) <no tensor info>

            """, text.ToString());
    }

    [Theory, EveryRuntime]
    public void Results_of_verbs_are_analyzed_too(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1);
        var frame = Columns.Tables.Frame(("x", Lists([1, 2], [3, 4]))).MapRows(graph, "y").Analyze(cancellationToken: Now);
        Assert.Contains("y: list<float64> (nullable = false) float64[?,2]", frame.SchemaText(), StringComparison.Ordinal);
        Assert.Equal(new TensorShape(2), ShapeMetadata.ShapeOf(frame.ToBatches(cancellationToken: Now).Single().Schema.FieldsList[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static ColumnAnalysis Scan(IArrowArray column) => Columns.Tables.Frame(("x", column)).ScanShapes(cancellationToken: Now).Columns.Single();

    private static string Found(IArrowArray column)
    {
        // However the rows are cut, the shapes are the same.
        var whole = Scan(column).Cell.ToString();
        var schema = new Schema([new Field("x", column.Data.DataType, nullable: true)], null);
        var rows = Enumerable.Range(0, column.Length).Select(i => new RecordBatch(schema, [ArrowArrayFactory.Slice(column, i, 1)], 1));
        Assert.Equal(whole, Frame.From(new MemoryTable(schema, rows)).Repartition(2).ScanShapes(cancellationToken: Now).Columns.Single().Cell.ToString());
        return whole;
    }

    // Declared, then analyzed.
    private static string? Again(TensorShape declared, IArrowArray column) =>
        ShapeMetadata.ShapeOf(Columns.Tables.Frame(("x", column)).AppendShape("x", declared).Analyze(cancellationToken: Now).Schema!.FieldsList[0])?.ToString();

    private static void Refused(IArrowArray column, TensorShape shape, string words) =>
        Assert.Contains(words, Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", column)).AppendShape("x", shape)).Message, StringComparison.Ordinal);

    private static TensorShape Shape(System.Text.Json.JsonElement sizes) => new([.. sizes.EnumerateArray().Select(s => s.GetInt64())]);
}
