using TensorFrames.Files;

namespace TensorFrames.Tests.Cli;

/// <summary>Golden cases through the command line: one of each kind; the library's own tests run them all.</summary>
public sealed class GoldenRunTests
{
    public static TheoryData<string, string> Cases => new(
        from name in new[]
        {
            "01_add3_float64", "01_not_bool", "01_string_dict", "02_many_in_many_out", "02_matmul_const", "02_transpose_inner", "02_trimmed_filter",
            "02_whole_block", "04_functions_v2", "04_lstm_classifier", "04_string_ops", "04_top_k", "04_wide_deep", "11_newer_matmul_unstripped",
            "02_map_rows_fixed", "02_map_rows_ragged", "04_rows_split_hash",
        }
        from version in TestRuntimes.All
        select new TheoryDataRow<string, string>(name, version.Version)
        {
            Skip = Golden.Folder is null ? Golden.Missing : TestRuntimes.WhySkipped(version.Version),
        });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_gives_what_Python_TensorFlow_gives(string name, string version)
    {
        var golden = new GoldenCase(name);
        using var bench = new Workbench();
        foreach (var input in golden.Inputs.Where(i => i.EndsWith(".arrows", StringComparison.Ordinal) || i.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            var output = bench.At("out.arrow");
            CliRun.On(new(version), ["run", golden.Model, "--input", input, "--output", output, "--json", .. Options(golden)]).Ok();
            Same(golden, output);
        }
    }

    private static IEnumerable<string> Options(GoldenCase golden)
    {
        foreach (var (placeholder, column) in golden.Feeds)
        {
            yield return "--feed";
            yield return $"{placeholder}={column}";
        }

        foreach (var fetch in golden.Fetches)
        {
            yield return "--fetch";
            yield return fetch;
        }

        yield return "--verb";
        yield return golden.Verb.Replace('_', '-');
        if (golden.Verb != "map_blocks_trimmed")
        {
            yield return "--keep";
            yield return "";
        }
    }

    private static void Same(GoldenCase golden, string output)
    {
        Assert.Equal(golden.Fetches.Order(StringComparer.Ordinal), Workbench.Columns(output));
        foreach (var fetch in golden.Fetches)
        {
            var (want, got) = (Workbench.Column(golden.Expected, fetch), Workbench.Column(output, fetch));
            Assert.Equal(want.Count, got.Count);
            Assert.All(want.Zip(got), p => Assert.True(ArrowCompare.Same(p.First, p.Second, golden.RelativeTolerance, golden.AbsoluteTolerance), fetch));
        }
    }
}
