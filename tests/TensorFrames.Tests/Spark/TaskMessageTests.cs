using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Spark;
using TensorFrames.Spark.Proto;
using TensorFrames.Verbs;
using Xunit;

namespace TensorFrames.Tests.Spark;

/// <summary>What a driver writes a worker reads, to the last option; anything else is refused.</summary>
public sealed class TaskMessageTests
{
    private static readonly Schema Columns = new(
        [
            new Field("x", new ListType(new Field("element", FloatType.Default, nullable: false)), nullable: true, [new("tensorframes.dtype", "bfloat16"), new("a", "b")]),
            new Field("n", new Decimal128Type(20, 0), nullable: false),
        ],
        null);

    [Fact]
    public void Every_option_of_a_map_travels()
    {
        var options = new MapOptions
        {
            Fetches = ["y", "z:1"],
            Feeds = Map(("p", "x")),
            Keep = ["n"],
            Nulls = Map<NullPolicy>(("p", NullPolicy.Mask("m")), ("q", NullPolicy.Error)),
            DefaultNulls = NullPolicy.Fill(2),
            Constants = Map(("c", TensorValue.Of([1.5, -2], 2, 1)), ("s", TensorValue.Strings(["", "ä"])), ("b", TensorValue.Scalar(true)), ("e", TensorValue.Of<long>([], 0, 3))),
            Shapes = Map(("y", new TensorShape(2, -1)), ("z:1", TensorShape.Unknown), ("s", new TensorShape([]))),
            Binary = ["y"],
            Vectors = ["z:1"],
            Widen = true,
            DecimalsAsDouble = true,
            FixedShapeTensors = true,
            SparkTypes = true,
            NoCopy = true,
        };
        var read = ((MapTask)Through(Task() with { Options = options })).Options;
        Assert.Equal(options.Fetches, read.Fetches);
        Assert.Equal(options.Feeds, read.Feeds);
        Assert.Equal(options.Keep, read.Keep);
        Assert.Equal(options.Nulls, read.Nulls);
        Assert.Equal(NullPolicy.Fill(2L), read.DefaultNulls);
        Assert.Equal(options.Shapes, read.Shapes);
        Assert.Equal(options.Constants.Select(c => Text(c.Key, c.Value)), read.Constants.Select(c => Text(c.Key, c.Value)));
        Assert.Equal(options.Binary, read.Binary);
        Assert.Equal(options.Vectors, read.Vectors);
        Assert.Equal((true, true, true, true, true), (read.Widen, read.DecimalsAsDouble, read.FixedShapeTensors, read.SparkTypes, read.NoCopy));

        // One member more is one line more here and in the message.
        Assert.Equal(14, typeof(MapOptions).GetProperties().Length);
    }

    private static string Text(string name, TensorValue value) =>
        $"{name} {value.DType} {value.Shape} {Convert.ToHexString(value.Values.Span)} {(value.DType == DType.String ? string.Join(',', value.Texts().Select(t => t.Length)) : "")}";

    [Fact]
    public void Constants_whose_parts_do_not_fit_together_are_refused()
    {
        Constant[] bad =
        [
            new() { Dtype = (int)DType.Float64, Sizes = { 2 }, Values = Google.Protobuf.ByteString.CopyFrom(new byte[8]) },
            new() { Dtype = (int)DType.Float64, Sizes = { 1 }, Values = Google.Protobuf.ByteString.CopyFrom(new byte[7]) },
            new() { Dtype = (int)DType.Bool, Sizes = { 1 }, Values = Google.Protobuf.ByteString.CopyFrom(2) },
            new() { Dtype = (int)DType.String, Sizes = { 2 } },
            new() { Dtype = (int)DType.Int8, Sizes = { -5 } },
            new() { Dtype = (int)DType.Int8, Sizes = { 1L << 62, 4 } },
            new() { Dtype = 999, Sizes = { 1 } },
        ];
        Assert.All(bad, constant => Assert.Contains("holds no tensor", Assert.Throws<PlanException>(() => ConstantMessage.Parse(constant)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_and_part_of_a_reduce_travels()
    {
        var options = new ReduceOptions
        {
            Fetches = ["y"],
            Feeds = Map(("y_1", "x")),
            Nulls = Map<NullPolicy>(("y_1", NullPolicy.Error)),
            DefaultNulls = NullPolicy.Fill(2L),
            Constants = Map(("rate", TensorValue.Scalar(0.5))),
            Shapes = Map(("y", new TensorShape(2, -1))),
            Binary = ["y"],
            Vectors = ["y"],
            Widen = true,
            DecimalsAsDouble = true,
            FixedShapeTensors = true,
            SparkTypes = true,
            NoCopy = true,
        };
        var task = new ReduceTask { Graph = Task().Graph, Options = options, Columns = Columns, Input = new Schema([], null), Output = Columns, ByRows = true, OfPartials = true, BlockRows = 7, OneBlockPerPartition = true };
        var read = (ReduceTask)Through(task);
        Assert.All(typeof(ReduceOptions).GetProperties(), member => Assert.NotEqual(member.GetValue(new ReduceOptions()), member.GetValue(options)));
        Assert.All(typeof(ReduceOptions).GetProperties().Where(m => m.Name != nameof(options.Constants)), member => Assert.Equal(member.GetValue(options), member.GetValue(read.Options)));
        Assert.Equal(options.Constants.Select(c => Text(c.Key, c.Value)), read.Options.Constants.Select(c => Text(c.Key, c.Value)));
        Assert.Equal((true, true, 7, true), (read.ByRows, read.OfPartials, read.BlockRows, read.OneBlockPerPartition));
        Assert.Equal(Columns.FieldsList[0].Metadata, read.Columns.FieldsList[0].Metadata);
        Assert.Empty(((ReduceTask)Through(task with { OfPartials = false })).Columns.FieldsList);
    }

    [Fact]
    public void Every_option_and_part_of_an_aggregate_travels()
    {
        var reduce = new ReduceOptions { Fetches = ["y"], Feeds = Map(("y_input", "x")), Shapes = Map(("y", new TensorShape(2, -1))), Widen = true, SparkTypes = true };
        var options = new AggregateOptions(reduce) { MemoryLimit = 5L << 32, SpillFolder = "/spilled" };
        var task = new AggregateTask { Graph = Task().Graph, Options = options, Keys = ["n", "x"], Columns = Columns, Input = new Schema([], null), Output = Columns, OfPartials = true, BlockRows = 7, OneBlockPerPartition = true };
        var read = (AggregateTask)Through(task);
        Assert.All(typeof(AggregateOptions).GetProperties().Where(m => m.Name != nameof(options.Constants)), member => Assert.Equal(member.GetValue(options), member.GetValue(read.Options)));
        Assert.Equal((5L << 32, "/spilled", true, 7, true), (read.Options.MemoryLimit, read.Options.SpillFolder, read.OfPartials, read.BlockRows, read.OneBlockPerPartition));
        Assert.Equal(["n", "x"], read.Keys);
        Assert.Equal(Columns.FieldsList[0].Metadata, read.Columns.FieldsList[0].Metadata);
        var first = (AggregateTask)Through(task with { OfPartials = false, Options = options with { SpillFolder = null } });
        Assert.Equal((false, 0, null), (first.OfPartials, first.Columns.FieldsList.Count, first.Options.SpillFolder));
    }

    [Fact]
    public void What_is_left_out_stays_left_out()
    {
        var read = ((MapTask)Through(Task())).Options;
        Assert.Null(read.Keep);
        Assert.Empty(((MapTask)Through(Task() with { Options = new MapOptions { Keep = [] } })).Options.Keep!);
        Assert.Equal(NullPolicy.Error, read.DefaultNulls);
        Assert.Equal((0, 0, 0, 0), (read.Fetches.Count, read.Feeds.Count, read.Nulls.Count, read.Shapes.Count));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData("text", "text")]
    [InlineData((sbyte)-3, -3L)]
    [InlineData(uint.MaxValue, 4294967295L)]
    [InlineData(long.MinValue, long.MinValue)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData(0.1f, (double)0.1f)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void Fill_values_keep_their_value(object fill, object read) => Assert.Equal(read, Filled(fill));

    [Fact]
    public void Fill_values_that_are_no_constants_keep_their_value_too()
    {
        Assert.Equal(0.333251953125, Filled((Half)(1 / 3.0)));
        Assert.Equal(7L, Filled(7.00m));
        Assert.Equal("0.1", Filled(0.1m));
        Assert.Equal(new byte[] { 0, 255 }, Filled(new byte[] { 0, 255 }));
        Assert.Contains("DateTime", Assert.Throws<PlanException>(() => Filled(DateTime.UnixEpoch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_and_the_blocks_travel()
    {
        var here = (MapTask)Through(Task() with { Graph = new TaskGraph("ab", new byte[] { 1, 2 }, "", "model.pb"), Kind = MapKind.Rows, BlockRows = 4096, OneBlockPerPartition = true, Reply = Reply.Report });
        Assert.Equal(("ab", "", "model.pb"), (here.Graph.Hash, here.Graph.File, here.Graph.Name));
        Assert.Equal([1, 2], here.Graph.Bytes.ToArray());
        Assert.Equal((MapKind.Rows, 4096, true, Reply.Report), (here.Kind, here.BlockRows, here.OneBlockPerPartition, here.Reply));
        var away = (MapTask)Through(Task() with { Graph = new TaskGraph("ab", default, TaskGraph.FileOf("ab"), "model.pb") });
        Assert.Equal((0, "ab.pb", MapKind.Blocks, 0, false, Reply.Rows), (away.Graph.Bytes.Length, away.Graph.File, away.Kind, away.BlockRows, away.OneBlockPerPartition, away.Reply));
    }

    [Fact]
    public void Schemas_travel_with_types_nullability_and_metadata()
    {
        var read = Through(Task());
        var (x, n) = (read.Input.FieldsList[0], read.Input.FieldsList[1]);
        Assert.Equal(("x", true), (x.Name, x.IsNullable));
        Assert.Equal(("element", false), (((ListType)x.DataType).ValueField.Name, ((ListType)x.DataType).ValueField.IsNullable));
        Assert.Equal(Columns.FieldsList[0].Metadata, x.Metadata);
        Assert.Equal(("n", false, 20, 0), (n.Name, n.IsNullable, ((Decimal128Type)n.DataType).Precision, ((Decimal128Type)n.DataType).Scale));
        Assert.Equal(TaskReport.Schema.FieldsList.Select(f => f.Name), read.Output.FieldsList.Select(f => f.Name));
        Assert.Empty(Through(new ProbeTask { Input = new Schema([], null), Output = ProbeReport.Schema }).Input.FieldsList);
    }

    [Fact]
    public void Echo_and_probe_travel()
    {
        Assert.Equal([1, 0, 1], ((EchoTask)Through(new EchoTask { Columns = [1, 0, 1], Input = Columns, Output = Columns })).Columns);
        Assert.IsType<ProbeTask>(Through(new ProbeTask { Input = Columns, Output = ProbeReport.Schema }));
    }

    [Fact]
    public void Another_version_and_no_work_are_refused()
    {
        var bytes = Task().ToBytes();
        bytes[1] = 2;
        Assert.Contains("version 2", Refused(bytes), StringComparison.Ordinal);
        Assert.Contains("version 0", Refused([]), StringComparison.Ordinal);
        Assert.Contains("schema", Refused([8, 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_commands_are_refused_whatever_they_hold()
    {
        var whole = Task().ToBytes();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample((at, value, length) =>
        {
            byte[] broken = [.. whole.AsSpan(0, length)];
            if (at < length)
            {
                broken[at] = value;
            }

            try
            {
                WorkerTask.Parse(broken);
            }
            catch (PlanException)
            {
            }
        });
    }

    private static MapTask Task() => new()
    {
        Graph = new TaskGraph("00", new byte[] { 1 }, "", "graph"),
        Options = new MapOptions(),
        Input = Columns,
        Output = TaskReport.Schema,
    };

    private static WorkerTask Through(WorkerTask task) => WorkerTask.Parse(task.ToBytes());

    private static object Filled(object value) =>
        ((NullPolicy.FillWith)((MapTask)Through(Task() with { Options = new MapOptions { DefaultNulls = NullPolicy.Fill(value) } })).Options.DefaultNulls).Value;

    private static string Refused(byte[] bytes) => Assert.Throws<PlanException>(() => WorkerTask.Parse(bytes)).Message;

    private static Dictionary<string, T> Map<T>(params (string Key, T Value)[] pairs) => pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
