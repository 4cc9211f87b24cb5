using System.CommandLine;
using TensorFrames.Cli.Parsing;
using TensorFrames.Cli.Running;
using TensorFrames.Files;
using TensorFrames.Ipc;

namespace TensorFrames.Cli.Commands;

/// <summary>The options of <c>tframes run</c> and what they mean.</summary>
internal sealed class RunOptions
{
    private static readonly string[] s_codecs = ["none", "snappy", "lz4", "zstd"];
    private readonly ModelArguments _model = new();
    private readonly Option<string> _input = new("--input", "-i") { Required = true, Description = "Table to read: .parquet, .arrow, .arrows, .csv, a folder, a glob, or - for an Arrow stream. On Spark: .arrow, .arrows or - is sent there, table:NAME, or a path of the cluster", HelpName = "path" };
    private readonly Option<string> _output = new("--output", "-o") { Required = true, Description = "Table to write: .parquet, .arrow, .arrows, a folder (ends in /) with a part for each partition, or - for an Arrow stream. On Spark: .arrow, .arrows or - here, noop:, table:NAME, or a path of the cluster", HelpName = "path" };
    private readonly Option<string[]> _feed = new("--feed") { Description = "Column for a placeholder, where their names differ", HelpName = "placeholder=column" };
    private readonly Option<string[]> _const = new("--const") { Description = "Value for a placeholder, in place of a column: is_train=false, w=[[1,2],[3,4]], a text, {\"b64\":\"…\"}", HelpName = "placeholder=value" };
    private readonly Option<string[]> _fetch = new("--fetch") { Description = "Tensor to fetch; default: the numeric, bool and string outputs that nobody consumes", HelpName = "name" };
    private readonly Option<string[]> _keep = new("--keep") { Description = "Input columns to keep after the fetches; default: all; \"\": none", HelpName = "column,…" };
    private readonly Option<string[]> _shape = new("--shape") { Description = "Shape of a fetch's or a placeholder's cell where the graph leaves it open, such as y=24 or x=224,224,3", HelpName = "name=dims" };
    private readonly Option<string[]> _vector = new("--vector") { Description = "A fetch of vectors to give as Spark MLlib's dense vectors", HelpName = "name" };
    private readonly Option<string[]> _binary = new("--binary") { Description = "A string fetch that holds bytes, not text", HelpName = "name" };
    private readonly Option<string> _verb = new("--verb") { Description = "map-blocks: a row out for each row in; map-blocks-trimmed: any number, fetches only; map-rows: the graph once for each row, its tensors in the shapes of the cells; reduce-blocks, reduce-rows: all rows to one, through placeholders z_input, or z_1 and z_2, of each fetch z; aggregate: the rows of each --key to one, through z_input", DefaultValueFactory = _ => "map-blocks" };
    private readonly Option<string[]> _key = new("--key") { Description = "Column to group by; repeat for more (aggregate)", HelpName = "column" };
    private readonly Option<string?> _memoryLimit = new("--memory-limit") { Description = "Bytes of rows that an aggregate may hold, such as 512M or 4G; beyond, groups are spilled to the folder for temporary files; default: 1G", HelpName = "bytes" };
    private readonly Option<int?> _batchRows = new("--batch-rows") { Description = "Rows of the largest block; default 65536; multiples of 64 borrow best", HelpName = "n" };
    private readonly Option<int> _parallel = new("--parallel") { Description = "Threads; default: one a core", HelpName = "n" };
    private readonly Option<int?> _partitions = new("--partitions") { Description = "Cut the input into about so many partitions; default: one a file. On Spark: repartition", HelpName = "n" };
    private readonly Option<string[]> _null = new("--null") { Description = "What to do with nulls: error (default), fill:VALUE, mask:PLACEHOLDER; for one placeholder or for all", HelpName = "[placeholder=]policy" };
    private readonly Option<bool> _widen = new("--widen") { Description = "Let narrower columns feed wider placeholders (a copy that keeps every value)" };
    private readonly Option<bool> _decimals = new("--decimals-as-double") { Description = "Let decimal columns feed float64 placeholders (a rounding copy)" };
    private readonly Option<bool> _noCopy = new("--no-copy") { Description = "Fail, with the reason, where a column would have to be copied into a tensor" };
    private readonly Option<string> _compression = new("--compression") { Description = "Of the output: none, lz4, zstd, or for Parquet snappy; default: snappy for Parquet, none for Arrow. Where Spark writes: any codec of the format, such as gzip", HelpName = "codec" };
    private readonly Option<int> _repeat = new("--repeat") { Description = "Do the whole job so many times, with library, graph and session warm", DefaultValueFactory = _ => 1, HelpName = "n" };

    private readonly SparkRunOptions _spark = new();

    internal RunOptions()
    {
        _verb.AcceptOnlyFromAmong(VerbName.All);
    }

    internal Option<bool> Json { get; } = new("--json") { Description = "One JSON object on standard output" };

    internal void AddTo(Command command)
    {
        _model.AddTo(command);
        Option[] options = [_input, _output, _feed, _const, _fetch, _keep, _shape, _binary, _vector, _verb, _key, _memoryLimit, _batchRows, _parallel, _partitions, _null, _widen, _decimals, _noCopy, _compression, _repeat, Json];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        _spark.AddTo(command);
    }

    /// <exception cref="UsageException">An option is malformed, or two do not go together.</exception>
    internal RunRequest Read(ParseResult parsed)
    {
        var (batchRows, parallel, repeat) = (parsed.GetValue(_batchRows), parsed.GetValue(_parallel), parsed.GetValue(_repeat));
        AtLeastOne(_batchRows, batchRows);
        AtLeastOne(_partitions, parsed.GetValue(_partitions));
        AtLeastOne(_repeat, repeat);
        AtLeastOne(_parallel, parsed.GetResult(_parallel) is null ? null : parallel);
        if (parallel > EngineOptions.MostThreads)
        {
            throw new UsageException($"{_parallel.Name} {parallel}: it must be at most {EngineOptions.MostThreads}.");
        }

        var (input, output) = (GivenPath.Check(_input.Name, parsed.GetRequiredValue(_input)), parsed.GetRequiredValue(_output));
        var spark = _spark.Read(parsed, input, output, parsed.GetValue(_compression), batchRows);
        if (spark is not null && parsed.GetResult(_parallel) is { Implicit: false })
        {
            throw new UsageException($"{_parallel.Name}: on Spark the executors' cores decide. Fix: {_partitions.Name} for more tasks, or leave it out.");
        }

        var verb = VerbName.Parse(parsed.GetRequiredValue(_verb));
        var map = Map(parsed);
        VerbName.Check(verb, map);
        VerbName.Check(verb, spark?.Executors.Form ?? default);
        var (keys, memoryLimit) = (parsed.GetValue(_key) ?? [], ByteSize.Parse(_memoryLimit.Name, parsed.GetValue(_memoryLimit)));
        VerbName.Check(verb, keys, memoryLimit);
        Together(input, output, repeat, parsed.GetValue(Json), spark?.Output.WhyOnce);
        return new RunRequest
        {
            Model = _model.Read(parsed),
            Input = input,
            Output = spark is null ? OutputPath.Check(output) : output,
            Map = map,
            Constants = Pair.All(_const.Name, parsed.GetValue(_const) ?? [], "placeholder=value", value => value),
            Verb = verb,
            Keys = keys,
            MemoryLimit = memoryLimit,
            Engine = new EngineOptions { Parallelism = parallel, BlockRows = batchRows ?? new EngineOptions().BlockRows },
            Files = Files(spark is { Output.IsLocal: false } ? null : parsed.GetValue(_compression), batchRows, output),
            Partitions = parsed.GetValue(_partitions),
            Repeat = repeat,
            Spark = spark,
        };
    }

    private MapOptions Map(ParseResult parsed)
    {
        var options = new MapOptions
        {
            Fetches = parsed.GetValue(_fetch) ?? [],
            Feeds = Pair.All("--feed", parsed.GetValue(_feed) ?? [], "placeholder=column", column => column),
            Keep = parsed.GetValue(_keep) is { Length: > 0 } lists ? [.. lists.SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries))] : null,
            Shapes = Pair.All("--shape", parsed.GetValue(_shape) ?? [], "name=dims", CellShape.Parse),
            Binary = parsed.GetValue(_binary) ?? [],
            Vectors = parsed.GetValue(_vector) ?? [],
            Widen = parsed.GetValue(_widen),
            DecimalsAsDouble = parsed.GetValue(_decimals),
            NoCopy = parsed.GetValue(_noCopy),
        };
        return NullOption.Apply(options, parsed.GetValue(_null) ?? []);
    }

    // Of what this machine writes.
    private TableFileOptions Files(string? compression, int? batchRows, string output)
    {
        var options = new TableFileOptions { MaxBatchRows = BatchRows.ForReader(batchRows) };
        var arrow = output == TableFiles.Standard || TableFormats.Of(output) is TableFormat.ArrowFile or TableFormat.ArrowStream;
        return compression switch
        {
            null => options,
            "none" => options with { ParquetCompression = ParquetSharp.Compression.Uncompressed },
            "lz4" => options with { ParquetCompression = ParquetSharp.Compression.Lz4, ArrowCompression = IpcCompression.Lz4 },
            "zstd" => options with { ParquetCompression = ParquetSharp.Compression.Zstd, ArrowCompression = IpcCompression.Zstd },
            "snappy" => !arrow ? options : throw new UsageException("--compression snappy: Arrow has none of that. Fix: lz4 or zstd."),
            _ => throw new UsageException($"{_compression.Name} '{compression}': this machine writes {string.Join(", ", s_codecs)} only. Fix: one of these; what Spark writes takes others."),
        };
    }

    private static void Together(string input, string output, int repeat, bool json, string? once)
    {
        if (repeat > 1 && once is not null)
        {
            throw new UsageException($"--repeat: {once}.");
        }

        if (repeat > 1 && (input == TableFiles.Standard || output == TableFiles.Standard))
        {
            throw new UsageException("--repeat: standard input and output can be used only once. Fix: files.");
        }

        if (json && output == TableFiles.Standard)
        {
            throw new UsageException("--json: standard output is taken by --output -. Fix: a file, or no --json.");
        }
    }

    private static void AtLeastOne(Option option, int? value)
    {
        if (value < 1)
        {
            throw new UsageException($"{option.Name} {value}: it must be at least 1.");
        }
    }
}
