using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Files;

namespace TensorFrames.Cli.Demo;

/// <summary>Reads a scored table back from its file, so that what the demo shows is what it wrote.</summary>
internal static class ScoredDigits
{
    internal static IReadOnlyList<ScoredDigit> Read(string path, CancellationToken cancellationToken)
    {
        List<ScoredDigit> digits = [];
        foreach (var batch in FrameFiles.Open(path).ToBatches(new EngineOptions { Parallelism = 1 }, cancellationToken))
        {
            using (batch)
            {
                Add(digits, batch);
            }
        }

        return digits;
    }

    private static void Add(List<ScoredDigit> digits, RecordBatch batch)
    {
        var (pixels, labels, predicted) = ((ListArray)batch.Column("pixels"), (Int64Array)batch.Column("label"), (Int64Array)batch.Column("predicted"));
        for (var row = 0; row < batch.Length; row++)
        {
            var cell = (FloatArray)pixels.GetSlicedValues(row);
            digits.Add(new ScoredDigit(cell.Values.ToArray(), labels.GetValue(row)!.Value, predicted.GetValue(row)!.Value));
        }
    }
}
