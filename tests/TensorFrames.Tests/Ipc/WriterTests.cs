using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Ipc;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class WriterTests
{
    private static readonly RecordBatch[] Batches = SampleData.Batches(SampleTypes.All, 10, 0, 33);

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void Stream_writer_writes_what_the_stock_reader_reads(IpcCompression compression)
    {
        using var folder = new TemporaryFolder();
        Write(new IpcStreamWriter(folder.At("t.arrows"), Batches[0].Schema, compression), Batches);
        IpcAssert.Same(Batches, IpcBytes.Reference(File.ReadAllBytes(folder.At("t.arrows"))).Batches);
    }

    [Theory, InlineData(IpcCompression.None), InlineData(IpcCompression.Lz4), InlineData(IpcCompression.Zstd)]
    public void File_writer_writes_what_the_table_reads(IpcCompression compression)
    {
        using var folder = new TemporaryFolder();
        Write(new IpcFileWriter(folder.At("t.arrow"), Batches[0].Schema, compression), Batches);
        IpcAssert.Same(Batches, IpcBytes.Read(new IpcFileTable(folder.At("t.arrow")).Partitions[0]));
    }

    [Fact]
    public void Table_without_batches_keeps_its_schema()
    {
        using var folder = new TemporaryFolder();
        Write(new IpcFileWriter(folder.At("t.arrow"), Batches[0].Schema), []);
        var table = new IpcFileTable(folder.At("t.arrow"));
        Assert.Equal((SampleTypes.All.Count, 0), (table.Schema.FieldsList.Count, table.BatchCount));
        Assert.Empty(IpcBytes.Read(table.Partitions[0]));
    }

    [Fact]
    public void Nothing_is_left_and_the_old_file_stays_unless_completed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.arrow", [1, 2, 3]);
        using (var writer = new IpcFileWriter(folder.At("t.arrow"), Batches[0].Schema))
        {
            writer.Write(Batches[0]);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Folder))));
    }

    [Fact]
    public void Completed_output_takes_the_old_files_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.arrow", [1, 2, 3]);
        Write(new IpcFileWriter(folder.At("t.arrow"), Batches[0].Schema), Batches);
        Assert.Single(Directory.GetFiles(folder.Folder));
        IpcAssert.Same(Batches, IpcBytes.Read(new IpcFileTable(folder.At("t.arrow")).Partitions[0]));
    }

    [Fact]
    public void File_goes_to_a_stream_that_cannot_be_sought()
    {
        using var folder = new TemporaryFolder();
        using var bytes = new MemoryStream();
        using (var pipe = new System.IO.Compression.BrotliStream(bytes, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            Write(new IpcFileWriter(pipe, Batches[0].Schema, leaveOpen: true), Batches);
        }

        bytes.Position = 0;
        using var unpacked = new MemoryStream();
        new System.IO.Compression.BrotliStream(bytes, System.IO.Compression.CompressionMode.Decompress).CopyTo(unpacked);
        IpcAssert.Same(Batches, IpcBytes.Read(new IpcFileTable(folder.Write("t.arrow", unpacked.ToArray())).Partitions[0]));
    }

    [Fact]
    public void Batch_of_another_type_is_refused_by_column()
    {
        using var writer = new IpcStreamWriter(new MemoryStream(), new Schema([new("x", Int32Type.Default, true)], null));
        var error = Assert.Throws<WriteException>(() => writer.Write(SampleData.Batches("utf8", 1)[0]));
        Assert.Equal("x", error.Column);
    }

    [Fact]
    public void Another_dictionary_than_the_first_is_refused_rather_than_written_wrong()
    {
        var (first, other) = (SampleData.Batches("dictionary", 5)[0], new SampleData(99).Make(SampleTypes.All["dictionary"], 5));
        using var writer = new IpcStreamWriter(new MemoryStream(), first.Schema);
        writer.Write(first);
        writer.Write(SampleData.Batches("dictionary", 5)[0]);
        var error = Assert.Throws<WriteException>(() => writer.Write(new(first.Schema, [ArrowArrayFactory.BuildArray(other)], 5)));
        Assert.Equal("dictionary", error.Column);
    }

    [Fact]
    public void Column_that_cannot_be_written_is_named_and_the_output_not_completed()
    {
        using var folder = new TemporaryFolder();
        var schema = new Schema([new("good", Int32Type.Default, true), new("short", Int32Type.Default, true)], null);
        var (good, bad) = (new Int32Array(new(new byte[40]), ArrowBuffer.Empty, 10, 0, 0), new Int32Array(new(new byte[8]), ArrowBuffer.Empty, 10, 0, 7));
        using (var writer = new IpcFileWriter(folder.At("t.arrow"), schema))
        {
            Assert.Equal("short", Assert.Throws<WriteException>(() => writer.Write(new(schema, [good, bad], 10))).Column);
            Assert.Throws<WriteException>(writer.Complete);
        }

        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void Folder_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<WriteException>(() => new IpcFileWriter(Path.Combine(folder.Folder, "no", "t.arrow"), Batches[0].Schema));
    }

    private static void Write(BatchWriter writer, RecordBatch[] batches)
    {
        using (writer)
        {
            foreach (var batch in batches)
            {
                writer.Write(batch);
            }

            writer.Complete();
        }
    }
}
