using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

public class DictionaryTests
{
    private static readonly string[] Fruit = ["apple", "pear", "plum"];
    private static readonly string[] Trees = ["oak", "ash"];

    [Fact]
    public void Later_dictionary_takes_the_earlier_ones_place()
    {
        var (fruit, trees) = (Frames(Fruit, 0, 2), Frames(Trees, 1, 0));
        var read = IpcBytes.Read(IpcFrame.Join([.. fruit, .. trees[1..]])).Batches;
        Assert.Equal(["apple", "plum"], Texts(read[0]));
        Assert.Equal(["ash", "oak"], Texts(read[1]));
    }

    [Fact]
    public void Delta_dictionary_adds_values_and_earlier_batches_keep_theirs()
    {
        var (fruit, trees) = (Frames(Fruit, 0, 2), Frames(Trees, 0));
        var both = Frames([.. Fruit, .. Trees], 4, 1);
        var read = IpcBytes.Read(IpcFrame.Join([.. fruit, trees[1].AsDelta(), both[2]])).Batches;
        Assert.Equal(["apple", "plum"], Texts(read[0]));
        Assert.Equal(["ash", "pear"], Texts(read[1]));
    }

    [Fact]
    public void Index_outside_the_dictionary_is_refused()
    {
        var frames = Frames([.. Fruit, .. Trees], 1, 4);
        var error = Assert.Throws<TableException>(() => IpcBytes.Read(IpcFrame.Join([frames[0], Frames(Fruit, 0)[1], frames[2]])));
        Assert.Matches("column 'x'.*outside the dictionary of 3 values, first at row 1", error.Message);
        Assert.Equal("x", error.Column);
    }

    [Fact]
    public void Batch_before_its_dictionary_is_refused()
    {
        var frames = Frames(Fruit, 0);
        Assert.Contains("did not come before it", Assert.Throws<TableException>(() => IpcBytes.Read(IpcFrame.Join([frames[0], frames[2]]))).Message);
    }

    [Fact]
    public void Dictionary_of_a_column_not_wanted_is_passed_over()
    {
        var batches = SampleData.Batches(SampleTypes.All, 40);
        using var reader = new AlignedIpcReader(new MemoryStream(IpcBytes.Stream(batches)));
        reader.Select(["dictionary", "int32"]);
        using var batch = reader.Read(TestContext.Current.CancellationToken)!;
        Assert.Equal(Enumerable.Range(0, 40).Select(row => Cells.Of(batches[0].Column("dictionary"), row)), Enumerable.Range(0, 40).Select(row => Cells.Of(batch.Column(0), row)));
    }

    [Fact]
    public void Batches_share_a_dictionary_that_outlives_the_reader()
    {
        var batches = IpcBytes.Read(IpcBytes.Stream(SampleData.Batches("dictionary", 9, 9))).Batches;
        var kept = Cells.All(batches[1]);
        batches[0].Dispose();
        Assert.Equal(kept, Cells.All(batches[1]));
    }

    private static IpcFrame[] Frames(string[] values, params int[] indices)
    {
        var type = new DictionaryType(Int32Type.Default, StringType.Default, false);
        var array = new DictionaryArray(type, new Int32Array.Builder().AppendRange(indices).Build(), new StringArray.Builder().AppendRange(values).Build());
        return IpcFrame.Split(IpcBytes.Stream([new(new Schema([new("x", type, true)], null), [array], indices.Length)]));
    }

    private static string[] Texts(RecordBatch batch)
    {
        var array = (DictionaryArray)batch.Column(0);
        return [.. ((Int32Array)array.Indices).Values.ToArray().Select(i => ((StringArray)array.Dictionary).GetString(i))];
    }
}
