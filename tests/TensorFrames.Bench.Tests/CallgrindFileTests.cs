using TensorFrames.Bench.Track;

namespace TensorFrames.Bench.Tests;

/// <summary>What callgrind writes is read as its manual says.</summary>
public sealed class CallgrindFileTests
{
    private const string Written = """
        events: Ir

        ob=(1) /lib/libtfn.so
        fl=(1) run.c
        fn=(1) tfn_plan_run
        10 5
        +2 7
        cob=(2) /lib/libc.so.6
        cfn=(2) malloc
        calls=3 40
        * 900
        -1 1

        ob=(2)
        fn=(2)
        0 300

        ob=(1)
        fn=(3) tfn_outputs_release
        20 4
        """;

    [Fact]
    public void Code_of_the_object_counts_and_what_it_calls_does_not() =>
        Assert.Equal(17, CallgrindFile.SelfInstructions(Written.Split('\n'), o => o.EndsWith("/libtfn.so", StringComparison.Ordinal)));
}
