using System.Globalization;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>The job that is asked about.</summary>
/// <param name="Executors">How many.</param>
/// <param name="Rows">Of the table.</param>
/// <param name="Columns">Its columns; the first is fed, and the result is one more like it.</param>
/// <param name="BatchRows">Rows a batch.</param>
/// <param name="Slots">Tasks at a time of one executor.</param>
/// <param name="Cores">Of all machines together; null for those of the machine that was measured.</param>
internal sealed record PredictArguments(int Executors, long Rows, IReadOnlyList<string> Columns, long BatchRows = 8_192, int Slots = 1, int? Cores = null)
{
    internal const string Help = """
        bench/draw --predict --executors N --rows M --columns float64,float32[32] [--batch-rows 8192] [--slots 1] [--cores C]
            seconds of a MapBlocks of a light graph over the first column, all columns and the result coming back: its parts and its first bottleneck.
            slots: tasks at a time of one executor; cores: of all machines together, by default those of the machine that was measured
        """;

    private static readonly string[] s_valued = ["--executors", "--rows", "--columns", "--batch-rows", "--slots", "--cores"];

    /// <exception cref="ArgumentException">An option that is unknown, lacks its value, or is no number.</exception>
    internal static PredictArguments Parse(IReadOnlyList<string> args)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            values[args[i]] = !s_valued.Contains(args[i]) ? throw new ArgumentException($"There is no option {args[i]}.\n{Help}")
                : i + 1 < args.Count ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.\n{Help}");
        }

        return new(
            (int)Number("--executors", null), Number("--rows", null), (values.GetValueOrDefault("--columns") ?? throw new ArgumentException($"--columns is needed.\n{Help}")).Split(','),
            Number("--batch-rows", 8_192), (int)Number("--slots", 1), values.ContainsKey("--cores") ? (int)Number("--cores", null) : null);

        long Number(string option, long? otherwise) =>
            !values.TryGetValue(option, out var text) ? otherwise ?? throw new ArgumentException($"{option} is needed.\n{Help}")
            : long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new ArgumentException($"{option} wants a number above 0, not '{text}'.");
    }

    /// <param name="cores">Of the machine that was measured.</param>
    internal Job Job(int cores)
    {
        var widths = Columns.Select(ColumnBytes.Of).ToArray();
        var slots = Executors * Slots;

        // Each task cuts its own rows.
        var batches = slots * Math.Ceiling(Math.Ceiling(Rows / (double)slots) / BatchRows);
        return new(Rows, Rows * widths.Sum(w => w.Values), Rows * widths.Sum(w => w.Arrow), Rows * (widths.Sum(w => w.Arrow) + widths[0].Arrow), batches, slots, Cores ?? cores, Local: false);
    }
}
