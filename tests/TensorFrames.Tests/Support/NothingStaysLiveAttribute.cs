using System.Reflection;
using Xunit;
using Xunit.v3;

namespace TensorFrames.Tests;

/// <summary>At the end of every test its runtimes hold nothing: no byte, tensor, result, lease, graph or session.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class NothingStaysLiveAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        Assert.Empty(OpenRuntimes.Close(test.UniqueID));
    }
}
