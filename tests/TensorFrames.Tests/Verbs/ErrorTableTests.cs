using TensorFrames.Tests.Conformance;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>docs/errors.md is true: each row is run, and ends as it says, with the very text that stands there.</summary>
public sealed class ErrorTableTests
{
    public static TheoryData<string, string> Rows => [.. ErrorTable.Rows.Keys.SelectMany(row => TestRuntimes.All, (row, tf) => (row, tf.Version))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_ends_as_it_says(string row, string version)
    {
        Assert.SkipWhen(TestRuntimes.WhySkipped(version) is not null, TestRuntimes.WhySkipped(version) ?? "");
        var tf = TestRuntimes.All.Single(t => t.Version == version);
        var (ends, text) = ErrorDocument.Rows[row];
        var runs = tf.Open().Counters.Runs;
        var thrown = await Record.ExceptionAsync(() => ErrorTable.Rows[row](new LocalEngine(tf)));
        Assert.True(thrown is null or TensorFramesException, $"{thrown}");
        var error = thrown as TensorFramesException;
        Assert.Equal(ends, error is null ? "no error" : error.GetType().Name);
        if (error is null)
        {
            return;
        }

        Assert.Equal(text, error.Message);
        Assert.True(error.Column is not null || error.Tensor is not null || error is TableException || row == "an aggregate without keys", "it names neither column nor tensor");
        Assert.Contains(" Fix: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Stage != Stage.Plan || tf.Open().Counters.Runs == runs, "something ran");
    }

    [Fact]
    public void Every_row_of_the_document_is_run_and_no_other()
    {
        Assert.Equal(ErrorDocument.Rows.Keys.Order(StringComparer.Ordinal), ErrorTable.Rows.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(ErrorDocument.OnSpark.Keys.Except(ErrorTable.Rows.Keys, StringComparer.Ordinal));
    }
}
