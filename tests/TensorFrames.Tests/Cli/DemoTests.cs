using System.Globalization;
using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Cli;

public sealed partial class DemoTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void Its_predictions_are_Python_TensorFlows(Runtime tf)
    {
        Demo(tf);
        Assert.Equal(Expected("predicted"), Workbench.Column(Output, "predicted"));
        Assert.All(Expected("probabilities").Zip(Workbench.Column(Output, "probabilities")), p => Assert.True(ArrowCompare.Same(p.First, p.Second, 1e-3, 1e-4)));
    }

    [Theory, EveryRuntime]
    public void Its_accuracy_is_the_one_of_Python_TensorFlows_predictions(Runtime tf)
    {
        var labels = Workbench.Column(Bundled("digits.parquet"), "label");
        var right = labels.Zip(Expected("predicted")).Count(p => Equals(p.First, p.Second));
        var accuracy = ((double)right / labels.Count).ToString("0.000", CultureInfo.InvariantCulture);
        Assert.Contains($"\naccuracy {accuracy} ({right} of {labels.Count})\n", Demo(tf), StringComparison.Ordinal);
        Assert.Equal("0.957", accuracy);
    }

    [Fact]
    public void What_Python_TensorFlow_answers_is_goldens()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        Assert.Equal(Workbench.Column(Golden.Path("05_digits/expected.parquet"), "predicted"), Expected("predicted"));
    }

    [Theory, EveryRuntime]
    public void It_prints_graph_digits_rate_and_what_was_copied(Runtime tf)
    {
        var said = Demo(tf);
        Assert.Contains($"TensorFlow {tf.Version}", said, StringComparison.Ordinal);
        Assert.Matches(@"placeholders\n +pixels +float32 +\[\?,64\]\noutputs\n +probabilities +float32 +\[\?,10\]\n +predicted +int64 +\[\?\]\n", said);
        Assert.Equal(10, Caption().Count(said));
        Assert.Matches(@"\n[1-9][0-9,]* rows a second", said);
        Assert.Matches(@"in +pixels +pixels +101,632 B +0 B\n", said);
        Assert.Matches(@"out +probabilities +probabilities +15,880 B +0 B\n", said);
        Assert.Contains($"wrote {Output}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("folder/")]
    [InlineData("digits.csv")]
    public void What_it_cannot_show_again_is_no_output_for_it(string output) => Assert.Equal(1, CliRun.Run("demo", "--output", output).ExitCode);

    [Fact]
    public void A_digit_is_drawn_two_pixels_a_character()
    {
        var pixels = new float[64];
        (pixels[0], pixels[8], pixels[1], pixels[10]) = (1, 1, 1, 1);
        Assert.Equal("█▀▄     ", TensorFrames.Cli.Demo.DigitPicture.Line(pixels, 0));
        Assert.Equal("        ", TensorFrames.Cli.Demo.DigitPicture.Line(pixels, 3));
    }

    public void Dispose() => _bench.Dispose();

    private string Output => _bench.At("digits.parquet");

    private string Demo(Runtime tf) => CliRun.On(tf, "demo", "--output", Output).Ok().Out;

    private static List<object?> Expected(string column) => Workbench.Column(Bundled("digits-expected.parquet"), column);

    private static string Bundled(string name) => Path.Combine(AppContext.BaseDirectory, "Demo", name);

    [GeneratedRegex(@"is \d", RegexOptions.None, 1000)]
    private static partial Regex Caption();
}
