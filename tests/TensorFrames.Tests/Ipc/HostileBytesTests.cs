using System.Diagnostics;
using Apache.Arrow.Types;
using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

/// <summary>
/// Broken bytes give a TableException or a table whose every cell can be read; never another error, a crash, a hang or
/// memory beyond what the bytes can justify.
/// </summary>
public class HostileBytesTests
{
    private const long MaxAllocated = 64 << 20;
    private static readonly IpcReadOptions Small = new() { MaxBatchBytes = 16 << 20 };

    public static TheoryData<string> Groups => ["flat", "text", "nested", "encoded"];

    [Theory, MemberData(nameof(Groups))]
    public void Every_metadata_byte_can_be_wrong(string group)
    {
        foreach (var compression in Enum.GetValues<IpcCompression>())
        {
            var frames = IpcFrame.Split(IpcBytes.Stream(Batches(group), compression));
            for (var frame = 0; frame < frames.Length; frame++)
            {
                for (var at = 0; at < frames[frame].Metadata.Length; at++)
                {
                    var metadata = (byte[])frames[frame].Metadata.Clone();
                    metadata[at] ^= Wrong(compression);
                    Survives(IpcFrame.Join([.. frames[..frame], frames[frame] with { Metadata = metadata }, .. frames[(frame + 1)..]]));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Groups))]
    public void Every_word_of_a_body_can_be_wrong(string group)
    {
        var random = new Random(3);
        foreach (var compression in Enum.GetValues<IpcCompression>())
        {
            var bytes = IpcBytes.Stream(Batches(group), compression);
            for (var round = 0; round < 800; round++)
            {
                var broken = (byte[])bytes.Clone();
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                {
                    var at = random.Next(broken.Length);
                    broken[at] = (byte)random.Next(256);
                }

                Survives(broken);
            }
        }
    }

    [Theory, MemberData(nameof(Groups))]
    public void Stream_can_be_cut_anywhere(string group)
    {
        var batches = Batches(group);
        var bytes = IpcBytes.Stream(batches);
        var ends = new HashSet<int> { bytes.Length, bytes.Length - 8 };
        var frames = IpcFrame.Split(bytes);
        for (var count = 1; count < frames.Length; count++)
        {
            ends.Add(IpcFrame.Join(frames[..count], end: false).Length);
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            var (seekable, pipe) = (Survives(bytes[..length]), Survives(new TrickleStream(bytes[..length], 1 << 20)));
            Assert.Equal(ends.Contains(length), seekable);
            Assert.Equal(ends.Contains(length), pipe);
        }
    }

    [Fact]
    public void File_footer_can_be_wrong_anywhere()
    {
        using var folder = new TemporaryFolder();
        var bytes = IpcBytes.File(SampleData.Batches("dictionary", 5, 6));
        for (var at = 0; at < bytes.Length; at++)
        {
            var broken = (byte[])bytes.Clone();
            broken[at] ^= 0xFF;
            var path = folder.Write("t.arrow", broken);
            Survives(() => IpcBytes.Read(new IpcFileTable(path).Partitions[0]));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            var path = folder.Write("t.arrow", bytes[..length]);
            Assert.False(Survives(() => IpcBytes.Read(new IpcFileTable(path).Partitions[0])));
        }
    }

    [Fact]
    public void Length_that_lies_on_a_pipe_allocates_only_what_came()
    {
        byte[] lying = [255, 255, 255, 255, .. BitConverter.GetBytes(100 << 20), 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cut short", Assert.Throws<TableException>(() => IpcBytes.Read(new TrickleStream(lying))).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Declared_length_that_makes_no_sense_for_the_rows_is_refused()
    {
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("float64", 4000), IpcCompression.Zstd));
        var body = (byte[])frames[1].Body.Clone();
        BitConverter.TryWriteBytes(body, 1L << 30);
        var error = Assert.Throws<TableException>(() => IpcBytes.Read(IpcFrame.Join([frames[0], frames[1] with { Body = body }])));
        Assert.Matches($"says it unpacks to {1 << 30}, at most .* make sense", error.Message);
    }

    [Fact]
    public void Batch_larger_than_allowed_is_refused_before_it_is_read()
    {
        var stream = new MemoryStream(IpcBytes.Stream(SampleData.Batches("float64", 4000)));
        Assert.Contains("MaxBatchBytes", Assert.Throws<TableException>(() => IpcBytes.Read(stream, new() { MaxBatchBytes = 1000 })).Message);
    }

    [Fact]
    public void Big_endian_table_is_refused_by_name()
    {
        var frames = IpcFrame.Split(IpcBytes.Stream(SampleData.Batches("float64", 4)));
        Assert.Contains("big-endian", Assert.Throws<TableException>(() => IpcBytes.Read(IpcFrame.Join([frames[0].BigEndian(), .. frames[1..]]))).Message);
    }

    [Fact]
    public void Metadata_of_version_4_is_read_and_of_version_3_is_not()
    {
        var batches = SampleData.Batches("list_of_lists", 9);
        var frames = IpcFrame.Split(IpcBytes.Stream(batches));
        IpcAssert.Same(batches, IpcBytes.Read(IpcFrame.Join(frames.Select(frame => frame.OfVersion(3)))).Batches);
        Assert.Contains("V3", Assert.Throws<TableException>(() => IpcBytes.Read(IpcFrame.Join(frames.Select(frame => frame.OfVersion(2))))).Message);
    }

    private static byte Wrong(IpcCompression compression) => compression switch { IpcCompression.None => 0xFF, IpcCompression.Lz4 => 0x01, _ => 0x80 };

    private static Apache.Arrow.RecordBatch[] Batches(string group) => SampleData.Batches(
        SampleTypes.All.Where(type => Group(type.Value) == group).ToDictionary(StringComparer.Ordinal), 9, 0, 3);

    private static string Group(IArrowType type) => type switch
    {
        NestedType and not RunEndEncodedType => "nested",
        RunEndEncodedType or DictionaryType => "encoded",
        StringType or BinaryType or LargeStringType or LargeBinaryType or StringViewType or BinaryViewType => "text",
        _ => "flat",
    };

    private static bool Survives(byte[] bytes) => Survives(new MemoryStream(bytes));

    private static bool Survives(Stream stream) => Survives(() => IpcBytes.Read(stream, Small).Batches);

    /// <summary>Whether it was read; every cell is then looked at.</summary>
    private static bool Survives(Func<List<Apache.Arrow.RecordBatch>> read)
    {
        var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        try
        {
            foreach (var batch in read())
            {
                if (batch.Arrays.All(array => array.Length < 100_000))
                {
                    Assert.NotNull(Cells.All(batch));
                }

                batch.Dispose();
            }

            return true;
        }
        catch (TableException)
        {
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MaxAllocated);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        }
    }
}
