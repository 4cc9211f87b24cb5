using Xunit.Sdk;

namespace TensorFrames.Tests;

/// <summary>A libtensorflow that tests run on. Only its version travels through the test runner.</summary>
public sealed record Runtime : IXunitSerializable
{
    /// <summary>For the test runner, which fills it in.</summary>
    public Runtime()
    {
    }

    public Runtime(string version) => Version = version;

    public string Version { get; private set; } = "";

    /// <summary>The real library; found, and if need be fetched, once a process and version.</summary>
    public string LibraryPath => TestRuntimes.LibraryPath(Version);

    public override string ToString() => Version;

    void IXunitSerializable.Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Version), Version);

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info) => Version = info.GetValue<string>(nameof(Version))!;
}
