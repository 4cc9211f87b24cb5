using System;

namespace TensorFrames.Ops.Generator;

/// <summary>An input or output of an op.</summary>
internal sealed class OpArgument
{
    private OpArgument(string name, bool isList)
    {
        Name = name;
        IsList = isList;
    }

    public string Name { get; }

    public bool IsList { get; }

    public static OpArgument Parse(string word) => word.EndsWith("*", StringComparison.Ordinal) ? new(word.Substring(0, word.Length - 1), true) : new(word, false);
}
