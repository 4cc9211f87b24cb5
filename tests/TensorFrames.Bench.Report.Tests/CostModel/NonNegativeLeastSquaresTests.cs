using TensorFrames.Bench.Report.CostModel;

namespace TensorFrames.Bench.Report.Tests.CostModel;

/// <summary>Costs are found again in measurements that were made of them.</summary>
public sealed class NonNegativeLeastSquaresTests
{
    private readonly Random _random = new(1);

    [Fact]
    public void Known_costs_are_recovered_from_noisy_measurements()
    {
        double[] costs = [0.25, 30e-9, 2e-9];
        var rows = Enumerable.Range(0, 40).Select(_ => new[] { 1, _random.Next(1, 20) * 1e6, _random.Next(1, 20) * 1e7 }).ToArray();
        var found = NonNegativeLeastSquares.Fit(rows, [.. rows.Select(r => r.Zip(costs, (f, c) => f * c).Sum() * (1 + (0.04 * (_random.NextDouble() - 0.5))))]);
        Assert.All(costs.Zip(found), pair => Assert.InRange(pair.Second / pair.First, 0.9, 1.1));
    }

    [Fact]
    public void Without_noise_they_are_exact()
    {
        double[][] rows = [[1, 0, 3], [1, 2, 1], [1, 5, 7], [1, 1, 1]];
        Assert.All(NonNegativeLeastSquares.Fit(rows, [.. rows.Select(r => 4 + (2 * r[1]) + (3 * r[2]))]).Zip([4.0, 2, 3]), p => Assert.Equal(p.Second, p.First, 6));
    }

    // Falling values want a cost below nothing; the best that is none is their mean.
    [Fact]
    public void No_cost_is_below_nothing() => Assert.All(NonNegativeLeastSquares.Fit([[1, 1], [1, 2], [1, 3]], [3, 2, 1]).Zip([2.0, 0]), p => Assert.Equal(p.Second, p.First, 6));

    [Fact]
    public void Features_that_say_the_same_share_a_cost_and_one_that_says_nothing_has_none()
    {
        double[][] rows = [[1, 1, 0], [2, 2, 0], [3, 3, 0]];
        var found = NonNegativeLeastSquares.Fit(rows, [5, 10, 15]);
        Assert.Equal(5, found[0] + found[1], 6);
        Assert.Equal(0, found[2]);
    }

    [Fact]
    public void Nothing_measured_costs_nothing() => Assert.Empty(NonNegativeLeastSquares.Fit([], []));
}
