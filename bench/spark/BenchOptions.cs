using System.Globalization;

namespace TensorFrames.Bench.Spark;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    internal const string Help = """
        bench/spark [--shared FOLDER] [--tensorflow 2.21.0|1.15.0] [--rounds N] [--scale X] …
          FOLDER   the folder with spark/; default ../shared of the checkout, or where TFN_SHARED points
          scale    of the tables: 20 M doubles, 2 M × 32 floats
        and one of
          [--version 4.3.0] [--batch-rows N]   the gates; 1 if one does not hold
          --forms [--version V]                the forms of MapBlocks
          --sizes [--version V]                rows a batch
          --report [--versions 3.5.9,4.0.5,4.3.0] [--python PYTHON] [--short] [--out bench/results/spark.json]
                   the full set, written down: whole jobs beside PySpark's on each version; rows a batch, 1 and 2 executors on the last;
                   PYTHON has tensorflow, pyarrow, pandas, and pyspark or what the distribution's own needs; --short: little tables, few rounds
        """;

    private const string Asking = "--forms --sizes --report --short";
    private const string Valued = "--shared --tensorflow --rounds --scale --version --batch-rows --versions --python --out";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private BenchOptions()
    {
    }

    internal string? Shared => Value("--shared") is { } folder ? Path.GetFullPath(folder) : Tests.Checkout.Shared();

    internal string TensorFlow => Value("--tensorflow") ?? "2.21.0";

    internal string Version => Value("--version") ?? "4.3.0";

    /// <summary>The last is where more is measured.</summary>
    internal string[] Versions => (Value("--versions") ?? (Short ? "4.3.0" : "3.5.9,4.0.5,4.3.0")).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal int? BatchRows => Value("--batch-rows") is { } rows ? int.Parse(rows, CultureInfo.InvariantCulture) : null;

    internal int Rounds => Value("--rounds") is { } rounds ? int.Parse(rounds, CultureInfo.InvariantCulture) : Short ? 2 : Report ? 5 : 7;

    /// <summary>Rounds that only warm up.</summary>
    internal int WarmRounds => Short ? 1 : 2;

    /// <summary>Half the tables keep the full set under ten minutes.</summary>
    internal double Scale => Value("--scale") is { } scale ? double.Parse(scale, CultureInfo.InvariantCulture) : Short ? 0.02 : Report ? 0.5 : 1;

    internal string? Python => Value("--python");

    internal string? Out => Value("--out");

    internal bool Forms => Value("--forms") is not null;

    internal bool Sizes => Value("--sizes") is not null;

    internal bool Report => Value("--report") is not null;

    internal bool Short => Value("--short") is not null;

    /// <exception cref="UsageException">An option that is not known, or one without its value.</exception>
    internal static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var at = 0; at < args.Length; at++)
        {
            var option = args[at];
            options._values[option] =
                Asking.Split(' ').Contains(option) ? ""
                : !Valued.Split(' ').Contains(option) ? throw new UsageException($"There is no option {option}.")
                : ++at < args.Length ? args[at]
                : throw new UsageException($"{option} wants a value.");
        }

        return options;
    }

    private string? Value(string option) => _values.GetValueOrDefault(option);
}
