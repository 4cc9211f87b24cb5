using System;

namespace TensorFrames.Ops.Generator;

/// <summary>An attribute that a caller gives, or may give.</summary>
internal sealed class OpAttribute
{
    private OpAttribute(string name, string type, string? standard)
    {
        Name = name;
        Type = type;
        Default = standard;
    }

    public string Name { get; }

    /// <summary>As op definitions name it.</summary>
    public string Type { get; }

    /// <summary>As text; null where it must be given.</summary>
    public string? Default { get; }

    /// <summary>The C# type of the value; of one that may be left out, without the question mark.</summary>
    public string CSharpType => Type switch
    {
        "int" => "long",
        "type" => "DType",
        "shape" => "TensorShape",
        "tensor" => "TensorValue",
        "func" => "string",
        "list(int)" => "IReadOnlyList<long>",
        "list(float)" => "IReadOnlyList<float>",
        "list(bool)" => "IReadOnlyList<bool>",
        "list(string)" or "list(func)" => "IReadOnlyList<string>",
        "list(type)" => "IReadOnlyList<DType>",
        "list(shape)" => "IReadOnlyList<TensorShape>",
        "float" or "bool" or "string" => Type,
        _ => throw new FormatException($"attribute '{Name}' is of the type '{Type}', which has no C# type."),
    };

    /// <summary>The expression that makes an attribute's value of a parameter.</summary>
    public string Value(string parameter) => Type switch
    {
        "func" => $"AttributeValue.Function({parameter})",
        "list(func)" => $"AttributeValue.Functions({parameter})",
        _ when Type.StartsWith("list(", StringComparison.Ordinal) => $"AttributeValue.List({parameter})",
        _ => parameter,
    };

    public static OpAttribute Parse(string word)
    {
        var colon = word.IndexOf(':');
        var equals = word.IndexOf('=');
        return equals < 0 ? new(word.Substring(0, colon), word.Substring(colon + 1), null)
            : new(word.Substring(0, colon), word.Substring(colon + 1, equals - colon - 1), word.Substring(equals + 1));
    }
}
