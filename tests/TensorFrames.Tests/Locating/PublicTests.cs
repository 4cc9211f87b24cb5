using Xunit;

namespace TensorFrames.Tests.Locating;

public sealed class PublicTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_throws_what_search_reports()
    {
        var options = new LibTensorFlowOptions { Path = "/no/such/tf" };
        var thrown = Assert.Throws<LibTensorFlowException>(() => LibTensorFlow.Find(options, Token));
        Assert.Equal(LibTensorFlow.Search(options, Token).Error!.Message, thrown.Message);
    }

    [Theory, EveryRuntime]
    public async Task A_real_library_given_by_its_folder_is_found_off_the_callers_thread(Runtime tf)
    {
        var home = Path.GetDirectoryName(Path.GetDirectoryName(tf.LibraryPath));
        Assert.Equal(tf.LibraryPath, await LibTensorFlow.FindAsync(new() { Path = home }, Token));
    }
}
