using System;
using System.Collections.Generic;
using System.Linq;

namespace TensorFrames.Ops.Generator;

/// <summary>
/// One op of the list: <c>Name version | inputs | outputs | attributes</c>. The version is <c>both</c>, <c>1.15.0</c> or <c>2.21.0</c>;
/// an input or output that is a list ends in <c>*</c>; an attribute is <c>name:type</c>, with <c>=default</c> where it may be left out.
/// Attributes that follow from the inputs are not listed.
/// </summary>
internal sealed class OpLine
{
    private OpLine(string name, string version, OpArgument[] inputs, OpArgument[] outputs, OpAttribute[] attributes)
    {
        Name = name;
        Version = version;
        Inputs = inputs;
        Outputs = outputs;
        Attributes = attributes;
    }

    public string Name { get; }

    public string Version { get; }

    public IReadOnlyList<OpArgument> Inputs { get; }

    public IReadOnlyList<OpArgument> Outputs { get; }

    public IReadOnlyList<OpAttribute> Attributes { get; }

    public static OpLine Parse(string line)
    {
        var parts = line.Split('|');
        if (parts.Length != 4)
        {
            throw new FormatException($"'{line}' is no line of ops.txt: Name version | inputs | outputs | attributes.");
        }

        var head = Words(parts[0]);
        return new OpLine(
            head[0],
            head[1],
            [.. Words(parts[1]).Select(OpArgument.Parse)],
            [.. Words(parts[2]).Select(OpArgument.Parse)],
            [.. Words(parts[3]).Select(OpAttribute.Parse)]);
    }

    private static string[] Words(string text) => text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
}
