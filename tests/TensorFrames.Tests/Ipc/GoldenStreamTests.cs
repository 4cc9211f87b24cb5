using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class GoldenStreamTests
{
    public static bool Exists => GoldenStreams.Exists;

    [Fact(SkipUnless = nameof(Exists), Skip = GoldenStreams.Missing)]
    public void Every_golden_stream_reads_as_the_stock_reader_has_it_and_aligned()
    {
        var count = 0;
        foreach (var path in GoldenStreams.Whole())
        {
            var (schema, expected) = IpcBytes.Reference(File.ReadAllBytes(Path.Combine(GoldenStreams.Folder!, path)));
            var table = new IpcStreamTable(Path.Combine(GoldenStreams.Folder!, path));
            var read = IpcBytes.Read(table.Partitions[0]);
            IpcAssert.Same(expected, read);
            IpcAssert.Aligned(read);
            Assert.Equal(schema.FieldsList.Select(field => field.Name), table.Schema.FieldsList.Select(field => field.Name));
            count++;
        }

        Assert.True(count > 200, $"{count} streams");
    }

    [Fact(SkipUnless = nameof(Exists), Skip = GoldenStreams.Missing)]
    public void Cut_stream_says_what_is_missing() =>
        Assert.Matches("cut.arrows.*its body needs 1200 bytes, 352 came", Broken("cut.arrows").Message);

    [Fact(SkipUnless = nameof(Exists), Skip = GoldenStreams.Missing)]
    public void Empty_file_says_that_there_is_no_schema() => Assert.Contains("no schema", Broken("empty.arrows").Message);

    [Fact(SkipUnless = nameof(Exists), Skip = GoldenStreams.Missing)]
    public void Text_file_is_no_Arrow_IPC() => Assert.Contains("no Arrow IPC", Broken("text.arrows").Message);

    [Theory(SkipUnless = nameof(Exists), Skip = GoldenStreams.Missing), InlineData("whole.arrows"), InlineData("no_end_marker.arrows")]
    public void Stream_is_complete_with_and_without_end_marker(string name) =>
        Assert.Equal(500, IpcBytes.Read(new IpcStreamTable(InFolder(name)).Partitions[0]).Sum(batch => batch.Length));

    private static string InFolder(string name) => Path.Combine(GoldenStreams.Folder!, "10_broken_tables", name);

    private static TableException Broken(string name) =>
        Assert.Throws<TableException>(() => IpcBytes.Read(new IpcStreamTable(InFolder(name)).Partitions[0]));
}
