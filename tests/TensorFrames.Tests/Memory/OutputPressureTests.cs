using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Memory;

public sealed class OutputPressureTests
{
    private const long Large = 1L << 33;

    [Fact]
    public void The_collector_hears_of_what_piles_up_and_of_its_going()
    {
        var before = OutputPressure.Told;
        OutputPressure.Add(Large);
        Assert.InRange(OutputPressure.Told - before, Large * 3 / 4, Large * 5 / 4);
        OutputPressure.Remove(Large);
        Assert.InRange(OutputPressure.Told, 0, before + (Large / 4));
    }

    [Fact]
    public void Outputs_that_go_in_time_set_off_no_collection()
    {
        // Other tests collect too: one quiet stretch of a thousand outputs is enough.
        Assert.Contains(Enumerable.Range(0, 50), _ => !CollectsDuring(() => OutputPressure.Remove(Passing(1 << 20))));
    }

    private static long Passing(long bytes)
    {
        OutputPressure.Add(bytes);
        return bytes;
    }

    private static bool CollectsDuring(Action output)
    {
        var before = GC.CollectionCount(2);
        for (var i = 0; i < 1000; i++)
        {
            output();
        }

        return GC.CollectionCount(2) != before;
    }
}
