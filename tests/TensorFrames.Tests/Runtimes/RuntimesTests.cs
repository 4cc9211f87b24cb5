using Xunit;

namespace TensorFrames.Tests;

public sealed class RuntimesTests
{
    [Theory, EveryRuntime]
    public void Each_runtime_is_a_real_library_of_its_version(Runtime tf)
    {
        var file = File.ResolveLinkTarget(tf.LibraryPath, returnFinalTarget: true) ?? new FileInfo(tf.LibraryPath);
        Assert.Contains(tf.Version, file.FullName, StringComparison.Ordinal);
        Assert.InRange(((FileInfo)file).Length, 200_000_000, 1_000_000_000);
    }
}
