using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TensorFrames.Locating;
using Xunit;

namespace TensorFrames.Tests.Locating;

/// <summary>
/// One fetch in a process of its own: the test program started again with a variable set, which fetches before any test
/// framework runs, prints the library's path and ends.
/// </summary>
static class ChildFetch
{
    const string Variable = "TENSORFRAMES_TESTS_CHILD_FETCH";

    sealed record Job(string Cache, string Path, NpmPackage Package, string[] Links);

    public static Process Start(Place place)
    {
        var links = place.Package.Links.SelectMany(link => new[] { link.Name, link.Target }).ToArray();
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = place.Root,
        };
        start.Environment[Variable] = JsonSerializer.Serialize(
            new Job(place.Cache, place.Surroundings.Variable("PATH")!, place.Package with { Links = [] }, links));
        return Process.Start(start)!;
    }

    public static async Task<string> Result(Process child)
    {
        using (child)
        {
            var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output.Trim();
        }
    }

    [ModuleInitializer]
    internal static void RunIfChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return;
        }
        var job = JsonSerializer.Deserialize<Job>(text)!;
        // Tuples do not go through JSON, so the links travel flat.
        var package = job.Package with { Links = [.. job.Links.Chunk(2).Select(pair => (pair[0], pair[1]))] };
        var around = new Surroundings
        {
            BaseDirectory = Path.GetTempPath(),
            Variable = name => name == "PATH" ? job.Path : null,
            Package = package,
        };
        var search = LibTensorFlow.Search(new() { CacheFolder = job.Cache, AllowFetch = true }, around, default);
        Console.WriteLine(search.Path ?? search.Error!.Message);
        Environment.Exit(search.Path is null ? 1 : 0);
    }
}
