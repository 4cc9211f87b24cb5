using TensorFrames.Bench.Report.CostModel;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Report.Pictures;

namespace TensorFrames.Bench.Report.Tests.CostModel;

/// <summary>The model is checked by jobs that it has not seen, and says how well it did.</summary>
public sealed class StudyTests
{
    private static readonly Model s_model = new(new SparkCost(1, 0.2, 0.1, 0, 0, 9e-9, 1e-9, 200e-6, 20e-9, 1.5e-9, 10e-9, 3e-9), WorkerCost.None);
    private static readonly Measured s_measured = MadeUp.Executors(s_model);

    [Fact]
    public void It_is_fitted_to_small_tables_on_one_executor_and_checked_by_the_rest()
    {
        var study = Study.Of(s_measured)!;
        Assert.All(study.Fitted, o => Assert.True(o.Place == "1 executor" && o.Measured.Rows <= 2_500_000));
        Assert.Equal(18, study.Fitted.Count);
        Assert.Equal(9 + 27, study.Checked.Count);
        Assert.All(study.Checked, o => Assert.InRange(study.Error(o), -0.01, 0.01));
    }

    [Fact]
    public void The_page_states_the_errors_and_each_prediction_beside_its_measurement()
    {
        var text = BlockText.Of(CostModelSection.Of(s_measured));
        Assert.Contains("**checked: 2 executors** | 27 | 0", text, StringComparison.Ordinal);
        Assert.Contains("2 executors: MapBlocks, 5 M × doubles", text, StringComparison.Ordinal);
        Assert.Contains("the cores, shared by all executors", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_jobs_on_executors_there_is_no_model_and_the_page_says_so()
    {
        Assert.Null(Study.Of(MadeUp.Nothing));
        Assert.Null(Study.Of(MadeUp.Of()));
        Assert.Contains("Not run", Assert.Single(CostModelSection.Of(MadeUp.Nothing).Words), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_prints_seconds_parts_and_the_bottleneck()
    {
        using var output = new StringWriter();
        PredictCommand.Run(s_measured, PredictArguments.Parse(["--executors", "2", "--rows", "20,000,000", "--columns", "float64,float32[32]"]), output);
        Assert.All(["start", "Spark's scan", "rows to Arrow", "our worker", "Arrow to rows", "in all", "first bottleneck: the cores", "2 tasks share 2 cores"],
            word => Assert.Contains(word, output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--executors is needed", "--rows", "5", "--columns", "float64")]
    [InlineData("--rows wants a number above 0, not 'many'", "--executors", "1", "--rows", "many", "--columns", "float64")]
    [InlineData("--columns wants a value", "--executors", "1", "--rows", "5", "--columns")]
    [InlineData("There is no option --row", "--row", "5")]
    public void What_cannot_be_asked_is_said(string says, params string[] args) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => PredictArguments.Parse(args)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_is_no_number_is_refused() =>
        Assert.Contains("Column 'string' is no type of numbers", Assert.Throws<ArgumentException>(() => ColumnBytes.Of("string")).Message, StringComparison.Ordinal);
}
