using System.Text.Json;

namespace TensorFrames.Tests.Cli;

public sealed class DoctorTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryRuntime]
    public void It_says_which_library_was_taken_and_what_loading_it_found(Runtime tf)
    {
        var json = CliRun.On(tf, "doctor", "--json").Ok().Json;
        Assert.Equal((tf.LibraryPath, tf.Version), (json.GetProperty("libtensorflow").GetString(), json.GetProperty("tensorflow").GetString()));
        Assert.Equal(tf.Version == TestRuntimes.Old ? "encoded" : "tstring", json.GetProperty("string_abi").GetString());
        Assert.Equal(64, json.GetProperty("borrow_alignment").GetInt32());
        Assert.Equal(4, json.GetProperty("shim").GetInt32());
    }

    [Theory, EveryRuntime]
    public void Every_place_stands_in_order_with_why_it_was_not_taken(Runtime tf)
    {
        var places = CliRun.On(tf, "doctor", "--json").Ok().Json.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(["option", "environment", "redist", "cache", "shared", "npm"], places.Select(p => p.GetProperty("source").GetString()).Distinct(StringComparer.Ordinal));
        Assert.True(places[0].GetProperty("taken").GetBoolean());
        Assert.All(places.Skip(1), p => Assert.False(string.IsNullOrEmpty(p.GetProperty("why_not").GetString())));
    }

    [Theory, EveryRuntime]
    public void In_words_it_says_the_same(Runtime tf)
    {
        var said = CliRun.On(tf, "doctor").Ok().Out;
        Assert.Matches($@"→ +--libtensorflow +{tf.LibraryPath} +taken\n", said);
        Assert.Matches($@"TensorFlow +{tf.Version}; columns are borrowed from 64-byte boundaries", said);
        Assert.Matches(@"npm package +\S+ +not needed", said);
    }

    [Fact]
    public async Task Where_nothing_can_be_had_it_says_how_to_fix_it_and_ends_with_2()
    {
        var words = await CliChild.Start(_bench.Folder, _bench.Nothing(npm: false), "doctor").End();
        Assert.Equal(2, words.ExitCode);
        Assert.Matches(@"npm package +\S+ +npm is not installed", words.Out);
        Assert.Contains("Fix, any one of these:", words.Error, StringComparison.Ordinal);
        var json = await CliChild.Start(_bench.Folder, _bench.Nothing(npm: false), "doctor", "--json").End();
        Assert.Equal((2, "load"), (json.ExitCode, JsonDocument.Parse(json.Out).RootElement.GetProperty("error").GetProperty("stage").GetString()));
    }

    [Fact]
    public async Task What_run_would_fetch_is_no_fault_and_is_not_fetched()
    {
        _bench.FakeNpm();
        var result = await CliChild.Start(_bench.Folder, _bench.Nothing(npm: true), "doctor").End();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("would be fetched when needed", result.Out, StringComparison.Ordinal);
        Assert.Equal(["npm"], _bench.Names);
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_ends_with_2()
    {
        var run = CliRun.Run("doctor", "--json", "--libtensorflow", Path.Combine(AppContext.BaseDirectory, "libtfn.so"));
        Assert.Equal((2, "load"), (run.ExitCode, run.Stage));
        Assert.Contains("TF_", run.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}
