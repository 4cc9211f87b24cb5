using TensorFrames.Tests.Cli;

namespace TensorFrames.Tests.Packaging;

/// <summary>The shim's build, in a copy of its sources whose path has a space.</summary>
public sealed class NativeBuildTests : IDisposable
{
    private readonly string _root = Path.Combine(Directory.CreateTempSubdirectory("tfn native ").FullName, "a b");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_root)!, recursive: true);

    [Fact]
    public async Task Two_builds_at_once_do_not_race_and_a_third_compiles_nothing()
    {
        Copy("CMakeLists.txt", "native");
        var results = await Task.WhenAll(Build(), Build());
        Assert.All(results, result => result.Ok());
        var (built, log) = (Written("libtfn.so"), Written("build.log"));
        (await Build()).Ok();
        Assert.Equal((built, log), (Written("libtfn.so"), Written("build.log")));
    }

    private Task<DotNetCommand.Result> Build() => DotNetCommand.Run(_root, "msbuild", "native/native.proj", "-nologo", "-v:quiet", "-p:Configuration=Release");

    private DateTime Written(string name)
    {
        var file = new FileInfo(Path.Combine(_root, "native", "obj", "Release", name));
        Assert.True(file.Exists, file.FullName);
        return file.LastWriteTimeUtc;
    }

    private void Copy(params string[] names)
    {
        foreach (var file in names.SelectMany(n => Directory.Exists(In(n)) ? Directory.EnumerateFiles(In(n), "*", SearchOption.AllDirectories) : [In(n)]))
        {
            var relative = Path.GetRelativePath(Checkout.Root, file);
            if (!relative.StartsWith(Path.Combine("native", "obj"), StringComparison.Ordinal))
            {
                var target = Path.Combine(_root, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        static string In(string name) => Path.Combine(Checkout.Root, name);
    }
}
