using Xunit.Sdk;

namespace TensorFrames.Tests.Conformance;

/// <summary>One promise of the suite, by its name; what it does is looked up in <see cref="Suite"/>.</summary>
public sealed record ConformanceCase : IXunitSerializable
{
    /// <summary>For the test runner, which fills it in.</summary>
    public ConformanceCase()
    {
    }

    public ConformanceCase(string name) => Name = name;

    public string Name { get; private set; } = "";

    public override string ToString() => Name;

    /// <summary>Runs it on an engine and notes in the table how it went.</summary>
    internal async Task HoldsOnAsync(IEngine engine)
    {
        ConformanceTable.Note(Name, engine.Column, "**fails**");
        ConformanceTable.Note(Name, engine.Column, await Suite.Of(Name).Check(engine));
    }

    void IXunitSerializable.Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name);

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info) => Name = info.GetValue<string>(nameof(Name))!;
}
