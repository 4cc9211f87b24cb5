using System.CommandLine;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Spark;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Commands;

/// <summary>The options of <c>tframes run</c> that say something of a run on Spark only.</summary>
internal sealed class SparkRunOptions
{
    private readonly SparkOptions _spark = new();
    private readonly Option<string?> _inputFormat = new("--input-format") { Description = "On Spark: the input's format, where its name does not tell", HelpName = "format" };
    private readonly Option<string[]> _inputOption = new("--input-option") { Description = "On Spark: an option of the input's format; repeat for more", HelpName = "key=value" };
    private readonly Option<string?> _outputFormat = new("--output-format") { Description = "On Spark: the output's format, where its name does not tell", HelpName = "format" };
    private readonly Option<string[]> _outputOption = new("--output-option") { Description = "On Spark: an option of the output's format; repeat for more", HelpName = "key=value" };
    private readonly Option<string> _outputMode = new("--output-mode") { Description = "On Spark: what to do where the output is already: error, overwrite, append or ignore", DefaultValueFactory = _ => "error" };
    private readonly Option<bool> _oneBlock = new("--one-block") { Description = "On Spark: each partition is one block" };
    private readonly Option<string> _form = new("--form") { Description = "On Spark: what travels to the executors' workers: automatic, rows or fed-columns", DefaultValueFactory = _ => "automatic" };
    private readonly Option<bool> _report = new("--report") { Description = "On Spark: run the job once more for a report of what each task borrowed and copied, and of its libtensorflow" };

    internal SparkRunOptions()
    {
        _outputMode.AcceptOnlyFromAmong("error", "overwrite", "append", "ignore");
        _form.AcceptOnlyFromAmong("automatic", "rows", "fed-columns");
    }

    internal void AddTo(Command command)
    {
        _spark.AddTo(command);
        foreach (var option in Own)
        {
            command.Options.Add(option);
        }
    }

    /// <returns>Null without <c>--spark</c>.</returns>
    /// <exception cref="UsageException">An option is malformed, two do not go together, or one needs <c>--spark</c>.</exception>
    internal SparkRunRequest? Read(ParseResult parsed, string input, string output, string? compression, int? batchRows)
    {
        if (_spark.Read(parsed, Own) is not { } target)
        {
            return null;
        }

        var oneBlock = parsed.GetValue(_oneBlock);
        if (oneBlock && batchRows is not null)
        {
            throw new UsageException("--one-block and --batch-rows: a block is either a partition or so many rows. Fix: one of them.");
        }

        return new SparkRunRequest
        {
            Target = target,
            Input = SparkInput.Parse(input, parsed.GetValue(_inputFormat), Pairs(parsed, _inputOption)),
            Output = SparkOutput.Parse(output, parsed.GetValue(_outputFormat), Pairs(parsed, _outputOption), Mode(parsed), compression),
            Executors = new ExecutorOptions { BlockRows = batchRows ?? 0, OneBlockPerPartition = oneBlock, Form = Form(parsed.GetValue(_form)!) },
            Report = parsed.GetValue(_report),
        };
    }

    private IEnumerable<Option> Own => [_inputFormat, _inputOption, _outputFormat, _outputOption, _outputMode, _oneBlock, _form, _report];

    private SaveMode? Mode(ParseResult parsed) => parsed.GetResult(_outputMode) is not { Implicit: false } ? null : parsed.GetValue(_outputMode) switch
    {
        "overwrite" => SaveMode.Overwrite,
        "append" => SaveMode.Append,
        "ignore" => SaveMode.Ignore,
        _ => SaveMode.ErrorIfExists,
    };

    private static Dictionary<string, string> Pairs(ParseResult parsed, Option<string[]> option) =>
        Pair.All(option.Name, parsed.GetValue(option) ?? [], "key=value", value => value);

    private static MapForm Form(string text) => text switch
    {
        "rows" => MapForm.Rows,
        "fed-columns" => MapForm.FedColumns,
        _ => MapForm.Automatic,
    };
}
