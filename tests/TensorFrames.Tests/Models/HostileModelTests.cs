using System.Globalization;
using TensorFrames.Tests.Ipc;

namespace TensorFrames.Tests.Models;

/// <summary>No bytes in a model's files end the process: each is refused with a reason, or loads.</summary>
public sealed class HostileModelTests
{
    // A full .ci/run gives 60.
    private static TimeSpan Time { get; } = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("TFN_FUZZ_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 2);

    [Fact]
    public void Damaged_models_are_refused_with_a_reason_or_load()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        using var folder = new TemporaryFolder();
        var random = new Random(8);
        string[] models = ["06_image_bytes/saved_model", "06_vocabulary_asset/saved_model", "06_tf1_two_tag_sets/saved_model", "06_many_signatures/saved_model", "05_digits/checkpoint_tf1"];
        var (tried, refused) = (0, 0);
        for (var until = DateTime.UtcNow + Time; DateTime.UtcNow < until; tried++)
        {
            var model = models[tried % models.Length];
            Copy(Golden.Path(model), folder.Folder);
            var files = Directory.GetFiles(folder.Folder, "*", SearchOption.AllDirectories);
            Damage(files[random.Next(files.Length)], random);
            refused += IsRefused(folder.Folder) ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{tried} damaged models, {refused} refused");
        Assert.InRange(refused, 1, tried);
    }

    private static bool IsRefused(string folder)
    {
        try
        {
            using var model = Model.Load(folder, File.Exists(Path.Combine(folder, "saved_model.pb")) ? new ModelOptions() : new ModelOptions { Checkpoint = Path.Combine(folder, "model.ckpt") });
            _ = model.Variables.Count + model.Assets.Count;
            foreach (var signature in model.Signatures.Values)
            {
                _ = signature.FileOps.Count;
                signature.Freeze();
            }

            if (model.Signatures.Count == 0)
            {
                model.Freeze("probabilities");
            }

            return false;
        }
        catch (TensorFramesException error)
        {
            Assert.NotEqual("", error.Message);
            return true;
        }
    }

    private static void Damage(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file).ToList();
        for (var hits = random.Next(1, 4); hits > 0 && bytes.Count > 0; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0xff, random.Next(1, 11)));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        File.WriteAllBytes(file, [.. bytes]);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }
}
