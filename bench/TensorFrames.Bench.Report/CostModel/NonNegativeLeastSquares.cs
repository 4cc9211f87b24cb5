namespace TensorFrames.Bench.Report.CostModel;

/// <summary>Least squares whose coefficients are nothing or more: no part of a job takes less than no time.</summary>
internal static class NonNegativeLeastSquares
{
    private const int Sweeps = 200_000;
    private const double Enough = 1e-13;

    /// <summary>
    /// The coefficients c ≥ 0 that make the sum over rows of (row · c − value)² least; where several do (a column of zeros, two columns alike), one of them.
    /// One coefficient after another is set to its best while the others stay, over and over.
    /// </summary>
    /// <param name="rows">The features of each observation, as many in each.</param>
    /// <param name="values">What was observed.</param>
    internal static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        var count = rows.Count == 0 ? 0 : rows[0].Length;

        // Features of one size, so that seconds a byte and seconds a job are as near to each other as they can be.
        double[] sizes = [.. Enumerable.Range(0, count).Select(i => Math.Sqrt(rows.Sum(r => r[i] * r[i])))];
        var products = new double[count, count];
        var against = new double[count];
        for (var i = 0; i < count; i++)
        {
            against[i] = sizes[i] == 0 ? 0 : rows.Zip(values, (r, v) => r[i] * v).Sum() / sizes[i];
            for (var k = 0; k < count; k++)
            {
                products[i, k] = sizes[i] == 0 || sizes[k] == 0 ? 0 : rows.Sum(r => r[i] * r[k]) / (sizes[i] * sizes[k]);
            }
        }

        var coefficients = Solve(products, against);
        return [.. coefficients.Select((c, i) => sizes[i] == 0 ? 0 : c / sizes[i])];
    }

    private static double[] Solve(double[,] products, double[] against)
    {
        var found = new double[against.Length];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var (moved, largest) = (0.0, 0.0);
            for (var i = 0; i < found.Length; i++)
            {
                var rest = against[i];
                for (var k = 0; k < found.Length; k++)
                {
                    rest -= k == i ? 0 : products[i, k] * found[k];
                }

                var best = products[i, i] == 0 ? 0 : Math.Max(0, rest / products[i, i]);
                moved = Math.Max(moved, Math.Abs(best - found[i]));
                largest = Math.Max(largest, best);
                found[i] = best;
            }

            if (moved <= Enough * largest)
            {
                break;
            }
        }

        return found;
    }
}
