using TensorFrames.Spark.Tests.Conformance;
using TensorFrames.Tests;
using TensorFrames.Tests.Conformance;

namespace TensorFrames.Spark.Tests.Errors;

/// <summary>
/// The rows of docs/errors.md on Spark: with the same text, but for those of its second table. What can be known before rows
/// are read is told on the driver: every row that such a table would give is a failing task, and none fails. What rows alone
/// tell comes from a worker, in the same words.
/// </summary>
[Collection(SparkRows.Spark43Local)]
public sealed class ErrorTableOnSparkTests(SparkEngines engines) : IClassFixture<SparkEngines>
{
    public static TheoryData<string> Rows => [.. ErrorTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_ends_as_it_says(string row)
    {
        var engine = await engines.OfAsync(SparkRows.Main, TestRuntimes.All.Single(tf => tf.Version == TestRuntimes.New));
        var (ends, text) = ErrorDocument.OnSpark.GetValueOrDefault(row, ErrorDocument.Rows[row]);
        var thrown = await Record.ExceptionAsync(() => ErrorTable.Rows[row](ends == nameof(PlanException) ? engine.WhoseTasksFail() : engine));
        Assert.True(thrown is null or TensorFramesException, $"{thrown}");
        switch (ends)
        {
            case "no error":
                Assert.Null(thrown);
                break;
            case nameof(BlockException):
                Assert.Contains(text.Replace("memory[0]", "partition 0", StringComparison.Ordinal), Assert.IsType<SparkException>(thrown).Message, StringComparison.Ordinal);
                break;
            default:
                Assert.Equal((ends, text), (thrown?.GetType().Name, thrown?.Message));
                break;
        }
    }
}
