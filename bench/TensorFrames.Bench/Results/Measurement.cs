namespace TensorFrames.Bench.Results;

/// <summary>One figure of a full run of the harness, as bench/results keeps it and bench/report draws it.</summary>
/// <param name="Stage">Where on the data's way: one of <see cref="Stages"/>.</param>
/// <param name="Subject">Whose: "ours", or the baseline's or peer's name.</param>
/// <param name="Case">Of what: the kind of column ("float32[32]"), the job ("20 M doubles"), what is held ("worker").</param>
/// <param name="Rows">Rows of one operation; 0 where rows are no matter.</param>
/// <param name="Value">The median, in <paramref name="Unit"/>; null where it could not be measured here, with the reason in <paramref name="Note"/>.</param>
/// <param name="Unit">"s" of one operation (a batch or a job), "B", "rows/s", "1".</param>
/// <param name="Spread">The spread of the runs, in the same unit: the standard deviation, or half of what lies between the quartiles. Null where there is one run.</param>
/// <param name="Setting">What else distinguishes it: "4.3.0, 2 executors, 8,192 rows a batch"; empty where nothing does.</param>
/// <param name="Counters">Exact counts of one operation: "borrowed bytes", "copied bytes", "live bytes", "managed bytes".</param>
/// <param name="Note">A word on where it comes from: "not run: …", "measured elsewhere: …".</param>
internal sealed record Measurement(
    string Stage, string Subject, string Case, long Rows, double? Value, string Unit,
    double? Spread = null, string Setting = "", IReadOnlyDictionary<string, double>? Counters = null, string? Note = null);
