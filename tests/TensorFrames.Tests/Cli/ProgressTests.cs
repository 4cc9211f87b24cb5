using TensorFrames.Cli.Progress;

namespace TensorFrames.Tests.Cli;

public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_terminal_gets_a_bar_that_is_drawn_over_and_wiped()
    {
        using (var bar = new ProgressBar(_written, 80, _clock))
        {
            bar.Report(new("run", 50, 200, ProgressUnit.Rows));
        }

        Assert.Equal("\rrun  ██████░░░░░░░░░░░░░░░░░░  25%  50 of 200 rows\e[K\r\e[K", _written.ToString());
    }

    [Fact]
    public void A_bar_is_drawn_ten_times_a_second_and_at_the_end()
    {
        using var bar = new ProgressBar(_written, 80, _clock);
        for (var i = 1; i <= 100; i++)
        {
            bar.Report(new("run", i, 100, ProgressUnit.Rows));
            _clock.Advance(0.01);
        }

        Assert.InRange(_written.ToString().Split('\r').Length - 1, 10, 12);
        Assert.Contains("100 of 100 rows", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_never_wraps()
    {
        using var bar = new ProgressBar(_written, 20, _clock);
        bar.Report(new("downloading a package", 1L << 20, 3L << 20, ProgressUnit.Bytes));
        Assert.Equal(19, _written.ToString().Replace("\r", "", StringComparison.Ordinal).Replace("\e[K", "", StringComparison.Ordinal).Length);
    }

    [Fact]
    public void Without_a_total_there_is_an_amount_and_no_bar()
    {
        using var bar = new ProgressBar(_written, 80, _clock);
        bar.Report(new("run", 1234, null, ProgressUnit.Rows));
        Assert.Equal("\rrun  1,234 rows\e[K", _written.ToString());
    }

    [Fact]
    public void Elsewhere_there_is_a_plain_line_every_two_seconds()
    {
        using (var lines = new ProgressLines(_written, _clock))
        {
            for (var second = 0; second < 5; second++)
            {
                lines.Report(new("downloading it", second << 20, 9 << 20, ProgressUnit.Bytes));
                _clock.Advance(1);
            }
        }

        Assert.Equal("downloading it: 2 of 9 MiB\ndownloading it: 4 of 9 MiB\n", _written.ToString());
    }

    [Theory]
    [InlineData(FetchStep.Waiting, "waiting for another process to fetch it  2 MiB")]
    [InlineData(FetchStep.Downloading, "downloading it  2 MiB")]
    [InlineData(FetchStep.Unpacking, "unpacking it  2 MiB")]
    public void A_fetch_is_shown_step_by_step(FetchStep step, string line)
    {
        using var bar = new ProgressBar(_written, 80, _clock);
        new FetchReporter(bar).Report(new(step, "it", 2 << 20, 0));
        Assert.Equal($"\r{line}\e[K", _written.ToString());
    }

    public void Dispose() => _written.Dispose();

    private sealed class ManualClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Advance(double seconds) => _now += (long)(seconds * TimestampFrequency);
    }
}
