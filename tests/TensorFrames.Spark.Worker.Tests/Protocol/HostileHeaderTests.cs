using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Protocol;

/// <summary>Headers cut, and with bytes turned over: a named error or the connection's end, within the memory of what came.</summary>
public class HostileHeaderTests
{
    public static TheoryData<string> Versions => HeaderTests.Versions;

    [Theory, MemberData(nameof(Versions))]
    public void Cut_anywhere_it_is_the_connections_end(string spark)
    {
        var bytes = Written(spark);
        for (var length = 1; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length).ToArray();
            Assert.Throws<EndOfStreamException>(() => new HeaderReader(null).Read(new MemoryStream(cut)));
        }

        Assert.Null(new HeaderReader(null).Read(new MemoryStream()));
    }

    [Theory, MemberData(nameof(Versions))]
    public void Lengths_that_claim_much_take_no_memory(string spark)
    {
        var bytes = Written(spark);
        var reader = new HeaderReader(null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at + 4 <= bytes.Length; at++)
        {
            foreach (var claim in (byte[])[0x7f, 0x03])
            {
                var lying = (byte[])bytes.Clone();
                lying[at] = claim;
                lying.AsSpan(at + 1, 3).Fill(0xff);
                Try(reader, lying);
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2L * bytes.Length * 160_000);
    }

    [Theory, MemberData(nameof(Versions))]
    public void Turned_over_bytes_never_end_otherwise(string spark)
    {
        var bytes = Written(spark);
        var random = Fuzz.Random;
        var until = Environment.TickCount64 + (Fuzz.Seconds * 200);
        do
        {
            var mutated = (byte[])bytes.Clone();
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            Try(new(SparkVersion.V41), mutated);
        }
        while (Environment.TickCount64 < until);
    }

    private static void Try(HeaderReader reader, byte[] bytes)
    {
        try
        {
            reader.Read(new MemoryStream(bytes))?.Checked();
        }
        catch (Exception e) when (e is ProtocolException or EndOfStreamException)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static byte[] Written(string spark) => new HeaderWriter(SparkVersion.Parse(spark)!.Value)
    {
        Resources = [("gpu", ["0"])],
        Properties = new(StringComparer.Ordinal) { ["spark.app.name"] = "x", ["spark.tensorframes.a"] = "b" },
        Broadcasts = [1, 2],
        EvalType = EvalType.Scalar,
        Functions = [([0, 1], [[1, 2, 3], [4]])],
    }.ToBytes();
}
