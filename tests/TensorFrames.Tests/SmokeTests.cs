namespace TensorFrames.Tests;

public class SmokeTests
{
    [Xunit.Fact] public void Runs() => Xunit.Assert.True(Environment.Is64BitProcess);
}
