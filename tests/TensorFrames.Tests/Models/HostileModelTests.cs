using System.Diagnostics;
using System.Globalization;

namespace TensorFrames.Tests.Models;

/// <summary>No bytes in a model's files end the process: each is refused with a reason, or loads.</summary>
public sealed class HostileModelTests
{
    // Of all cores, whatever else runs on them: long enough for any of these small models.
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    private static TimeSpan Time { get; } = TimeSpan.FromSeconds(Number("TFN_FUZZ_SECONDS") ?? 20);

    // Another one each day, so that days add up.
    private static int Seed { get; } = (int)(Number("TFN_FUZZ_SEED") ?? (DateTime.UtcNow - DateTime.UnixEpoch).Days);

    /// <summary>One of these cases alone, as a failure names it.</summary>
    private static int? Only { get; } = (int?)Number("TFN_FUZZ_CASE");

    [Fact]
    public void Damaged_models_are_refused_with_a_reason_or_load()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        FuzzedModel[] models =
        [
            new("06_image_bytes/saved_model"), new("06_vocabulary_asset/saved_model"), new("06_tf1_two_tag_sets/saved_model"), new("06_many_signatures/saved_model"),
            new("05_digits/checkpoint_tf1"), new("05_digits/saved_model", "05_digits/checkpoint_tf2/ckpt"),
        ];
        try
        {
            var (clock, refused, tried) = (Stopwatch.StartNew(), 0, 0);
            for (var number = Only ?? 0; tried == 0 || (Only is null && clock.Elapsed < Time); number++, tried++)
            {
                refused += IsRefused(models[number % models.Length], number) ? 1 : 0;
            }

            TestContext.Current.SendDiagnosticMessage($"{tried} damaged models in {clock.Elapsed.TotalSeconds:F1} s, {refused} refused, seed {Seed}");
            Assert.True(Only is not null || (refused > 0 && refused < tried), $"{refused} of {tried} refused");
        }
        finally
        {
            Array.ForEach(models, m => m.Dispose());
        }
    }

    private static bool IsRefused(FuzzedModel model, int number)
    {
        var before = Environment.CpuUsage.TotalTime;
        try
        {
            var refused = model.IsRefused(new Random(unchecked((Seed * 1_000_003) + number)));
            var took = Environment.CpuUsage.TotalTime - before;
            Assert.True(took < s_long, $"it took {took}");
            return refused;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{model.Name}, damaged. To see it again: TFN_FUZZ_SEED={Seed} TFN_FUZZ_CASE={number}"), e);
        }
    }

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
