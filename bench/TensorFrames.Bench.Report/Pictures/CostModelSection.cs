using System.Globalization;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.CostModel;
using TensorFrames.Bench.Report.Page;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>The cost model: what it was fitted to, what it says of jobs that it has not seen, and what those took.</summary>
internal static class CostModelSection
{
    internal const string Name = "cost-model";

    internal static Section Of(Measured measured)
    {
        if (Study.Of(measured) is not { } study)
        {
            return Section.NotRun(Name, Measured.SparkFile, "jobs on one executor and on two");
        }

        var source = Source.Of(measured.Spark!);
        return new Section(Name, [Picture(study, source)],
            $"Errors, predicted : measured − 1, of {study.Fitted.Count} jobs that it was fitted to and {study.Checked.Count} that it had not seen:",
            Errors(study).ToString(),
            "What the stages take of one core, in nanoseconds; a job's time is its start and then the busiest of task threads, worker and cores:",
            Costs(study.Model).ToString(),
            $"A job of a table starts {Seconds(study.Model.Spark.Start)} on executors of their own and {Seconds(study.Model.Spark.StartLocal)} on local[2]; one that has workers {Seconds(study.Model.Spark.StartWithWorker)} and {Seconds(study.Model.Spark.StartLocalWithWorker)} more. A core beside a busy one does {Numbers.Of(100 * study.Model.Spark.NextCore)} % of its work.",
            $"<details><summary>Each prediction beside its measurement</summary>\n\n{Predictions(study)}\n</details>");
    }

    private static Picture Picture(Study study, string source)
    {
        var shown = study.Checked.Where(o => o.Measured.Subject == Subjects.Job && o.Measured.Rows > 1000).GroupBy(o => (o.Place, o.Measured.Case)).Select(g => g.OrderByDescending(o => o.Measured.Rows).First()).ToArray();
        var chart = new DotChart("MapBlocks: predicted beside measured", "seconds (logarithmic)", "job",
            [.. shown.Select(o => $"{o.Place}, {o.Name.Replace("MapBlocks, ", "", StringComparison.Ordinal)}")],
            [new("measured", [.. shown.Select(o => (double?)o.Seconds)]), new("predicted", [.. shown.Select(o => (double?)study.Model.Predict(o.Job).Seconds)])]);
        return new Picture(Name, chart, "For each job that the model had not seen two markers on a logarithmic axis of seconds: measured and predicted.", source);
    }

    private static Table Errors(Study study) => new(["jobs", "how many", "median of the error's size", "largest", "mean with sign"],
    [
        .. study.Fitted.GroupBy(o => o.Place).Select(g => Row($"fitted: {g.Key}", g, study)),
        .. study.Checked.GroupBy(o => o.Place).Select(g => Row($"**checked: {g.Key}{(g.Key == "1 executor" ? ", the largest tables" : "")}**", g, study)),
        Row("**checked: all**", study.Checked, study),
    ]);

    private static IReadOnlyList<string> Row(string name, IEnumerable<Observation> jobs, Study study)
    {
        double[] errors = [.. jobs.Select(study.Error)];
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        return [name, $"{sizes.Length}", Percent(sizes[sizes.Length / 2]), Percent(sizes[^1]), Percent(errors.Average())];
    }

    private static Table Costs(Model model) => new(["stage", "a batch", "a row", "a byte"],
    [
        ["Spark's scan", "", Nanoseconds(model.Spark.ScanRow), Nanoseconds(model.Spark.ScanByte)],
        ["the JVM's rows to Arrow, into the socket", Nanoseconds(model.Spark.InBatch), Nanoseconds(model.Spark.InRow), Nanoseconds(model.Spark.InByte)],
        ["our worker: read and run, by bytes that come", Nanoseconds(model.Worker.Batch), "", Nanoseconds(model.Worker.ByteIn)],
        ["our worker: write, by bytes that go", "", "", Nanoseconds(model.Worker.ByteOut)],
        ["out of the socket, Arrow to the JVM's rows", "", Nanoseconds(model.Spark.OutRow), Nanoseconds(model.Spark.OutByte)],
    ]);

    private static Table Predictions(Study study) => new(["job", "measured, s", "predicted, s", "error", "first bottleneck"],
        [.. study.Checked.Select(o => (IReadOnlyList<string>)[$"{o.Place}: {o.Name}", Numbers.Of(o.Seconds), Numbers.Of(study.Model.Predict(o.Job).Seconds), Percent(study.Error(o)), study.Model.Predict(o.Job).Bottleneck])]);

    private static string Nanoseconds(double seconds) => Numbers.Of(seconds * 1e9);

    private static string Seconds(double seconds) => $"{Numbers.Of(seconds)} s";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{(100 * share) + 0.0:0.#;-0.#;0} %");
}
