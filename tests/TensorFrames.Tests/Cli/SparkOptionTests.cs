namespace TensorFrames.Tests.Cli;

/// <summary>What <c>--spark</c> asks of a command line, told before anything is opened.</summary>
public sealed class SparkOptionTests
{
    [Theory]
    [InlineData("--spark-conf", "k=v")]
    [InlineData("--ship-libtensorflow")]
    [InlineData("--executor-libtensorflow", "/opt/tf")]
    [InlineData("--installed-worker", "/opt/worker")]
    [InlineData("--input-format", "json")]
    [InlineData("--input-option", "k=v")]
    [InlineData("--output-format", "json")]
    [InlineData("--output-option", "k=v")]
    [InlineData("--output-mode", "overwrite")]
    [InlineData("--one-block")]
    [InlineData("--form", "rows")]
    [InlineData("--report")]
    public void Options_of_Spark_are_refused_without_it(params string[] options) =>
        CliRun.Run(["run", "g.pb", "-i", "i.arrow", "-o", "o.arrow", "--json", .. options]).Fails(1, "usage", options[0], "Fix: --spark sc://host:port");

    [Theory]
    [InlineData("it must begin with sc://", "http://host")]
    [InlineData("what comes after the last ':' is no port", "sc://host:x")]
    public void A_URL_that_is_none_is_usage(string words, string url)
    {
        CliRun.Run("run", "g.pb", "-i", "i.arrow", "-o", "o.arrow", "--json", "--spark", url).Fails(1, "usage", words, "--spark");
        CliRun.Run("doctor", "--json", "--spark", url).Fails(1, "usage", words);
    }

    [Fact]
    public void A_token_in_a_URL_stays_out_of_messages() =>
        Assert.DoesNotContain("secret", CliRun.Run("doctor", "--json", "--spark", "sc://host/;token=secret;nonsense").Fails(1, "usage").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Fix: --partitions", "--parallel", "2")]
    [InlineData("--verb map-blocks-trimmed gives rows of its own", "--form", "fed-columns", "--verb", "map-blocks-trimmed")]
    [InlineData("--verb reduce-blocks gives one row", "--form", "fed-columns", "--verb", "reduce-blocks")]
    [InlineData("--verb reduce-rows gives one row", "--form", "fed-columns", "--verb", "reduce-rows")]
    [InlineData("only one libtensorflow", "--ship-libtensorflow", "--executor-libtensorflow", "/opt/tf")]
    [InlineData("--batch-rows", "--one-block", "--batch-rows", "64")]
    [InlineData("key=value", "--spark-conf", "k")]
    [InlineData("--executor-libtensorflow: the path is empty", "--executor-libtensorflow", "")]
    [InlineData("'columns'", "--form", "columns")]
    [InlineData("'replace'", "--output-mode", "replace")]
    public void Options_that_do_not_go_together_are_usage(string words, params string[] options) => OnSpark("i.arrow", "o.arrow", options).Fails(1, "usage", words, options[0]);

    [Theory]
    [InlineData("--input-format", "/data/folder")]
    [InlineData("table:NAME", "/data/folder/")]
    [InlineData("the table's name is missing", "table:")]
    [InlineData("Arrow table of this machine", "i.arrow", "--input-format", "parquet")]
    [InlineData("leave out --input-option", "-", "--input-option", "k=v")]
    [InlineData("has a format already", "table:t", "--input-format", "csv")]
    public void An_input_that_cannot_be_one_on_Spark_is_usage(string words, string input, params string[] options) => OnSpark(input, "noop:", options).Fails(1, "usage", words);

    [Theory]
    [InlineData("--output-format", "/data/folder")]
    [InlineData("the table's name is missing", "table:")]
    [InlineData("--output-mode: --output o.arrow is an Arrow table of this machine", "o.arrow", "--output-mode", "overwrite")]
    [InlineData("throws the rows away", "noop:", "--compression", "zstd")]
    [InlineData("throws the rows away", "noop:", "--output-option", "k=v")]
    [InlineData("Spark writes '/data/o.parquet' once", "/data/o.parquet", "--repeat", "2")]
    [InlineData("Spark writes 't' once", "table:t", "--output-mode", "append", "--repeat", "2")]
    [InlineData("lz4 or zstd", "o.arrow", "--compression", "snappy")]
    [InlineData("'gzip'", "o.arrow", "--compression", "gzip")]
    public void An_output_that_cannot_be_one_on_Spark_is_usage(string words, string output, params string[] options) => OnSpark("i.parquet", output, options).Fails(1, "usage", words);

    [Fact]
    public void A_local_output_needs_its_folder_before_anything_runs() => OnSpark("i.parquet", "no/such/o.arrow").Fails(3, "write", "does not exist");

    private static CliRun OnSpark(string input, string output, params string[] options) =>
        CliRun.Run(["run", "g.pb", "-i", input, "-o", output, "--json", "--spark", "sc://localhost:1", .. options]);
}
