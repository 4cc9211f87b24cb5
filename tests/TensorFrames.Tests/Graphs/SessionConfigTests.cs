using Google.Protobuf;
using Xunit;

namespace TensorFrames.Tests.Graphs;

public class SessionConfigTests
{
    [Fact]
    public void By_default_the_calling_thread_runs_all_nodes() =>
        Assert.Equal([(5, "-1"), (7, "1")], Fields(new SessionConfig { OptimizerRounds = 0 }.ToBytes()));

    [Fact]
    public void By_default_the_optimizer_goes_through_a_graph_once() => Assert.Equal([(12, "1")], Rewriter(new SessionConfig()));

    [Fact]
    public void Thread_counts_are_written() =>
        Assert.Equal([(2, "4"), (5, "2"), (7, "1")], Fields(new SessionConfig { IntraOpThreads = 4, InterOpThreads = 2, OptimizerRounds = 0 }.ToBytes()));

    [Fact]
    public void Zero_leaves_the_choice_to_TensorFlow() =>
        Assert.Empty(new SessionConfig { InterOpThreads = 0, AllowSoftPlacement = false, OptimizerRounds = 0 }.ToBytes());

    [Fact]
    public void Gpu_options_are_a_message_of_their_own()
    {
        var gpu = Fields(new SessionConfig { AllowGpuGrowth = true, VisibleDevices = "0,1" }.ToBytes()).Single(f => f.Field == 6);
        Assert.Equal([(4, "1"), (5, Convert.ToHexString("0,1"u8))], Fields(Convert.FromHexString(gpu.Value)));
    }

    [Fact]
    public void Constant_folding_is_turned_off_in_the_rewriter() =>
        Assert.Equal([(3, "2"), (12, "2")], Rewriter(new SessionConfig { ConstantFolding = false, OptimizerRounds = 2 }));

    [Fact]
    public void Equal_settings_are_equal_configs() => Assert.Equal(new SessionConfig { VisibleDevices = "0" }, new SessionConfig { VisibleDevices = "0" });

    private static List<(int Field, string Value)> Rewriter(SessionConfig config)
    {
        var graph = Fields(config.ToBytes()).Single(f => f.Field == 10);
        var rewriter = Assert.Single(Fields(Convert.FromHexString(graph.Value)));
        Assert.Equal(10, rewriter.Field);
        return Fields(Convert.FromHexString(rewriter.Value));
    }

    // Integers as text, messages and strings as hex.
    private static List<(int Field, string Value)> Fields(byte[] bytes)
    {
        var fields = new List<(int, string)>();
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint
                ? input.ReadInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)
                : Convert.ToHexString(input.ReadBytes().Span)));
        }

        return fields;
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Other_numbers_of_rounds_are_refused(int rounds) =>
        Assert.Contains("Fix: ", Assert.Throws<PlanException>(() => new SessionConfig { OptimizerRounds = rounds }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(0, -1)]
    [InlineData(1025, 0)]
    [InlineData(0, int.MaxValue)]
    public void Numbers_of_threads_that_end_the_process_are_refused(int inter, int intra) =>
        Assert.Contains("Fix: ", Assert.Throws<PlanException>(() => new SessionConfig { InterOpThreads = inter, IntraOpThreads = intra }).Message, StringComparison.Ordinal);
}
