namespace TensorFrames.Models.Checkpoints;

/// <summary>
/// A checkpoint's key as a path. TensorFlow 2 writes <c>model/conv1/kernel/.ATTRIBUTES/VARIABLE_VALUE</c>, the way to an object and
/// what of it was saved; TensorFlow 1 writes the variable's name.
/// </summary>
internal static class ValueLabel
{
    private const string Attributes = "/.ATTRIBUTES/";
    private const string Value = "VARIABLE_VALUE";

    /// <summary>The way to the object and what of it was saved; null for a name of TensorFlow 1.</summary>
    public static (string Path, string Attribute)? Split(string key) =>
        key.LastIndexOf(Attributes, StringComparison.Ordinal) is var at && at >= 0 ? (key[..at], key[(at + Attributes.Length)..]) : null;

    /// <summary>What a key is compared by: a variable's without its attribute, so that both generations are of one form.</summary>
    public static string Of(string key) => Split(key) is { Attribute: Value } variable ? variable.Path : key;

    /// <summary>The same of an object's own name.</summary>
    public static string Of(string name, string attribute) => attribute == Value ? name : name + Attributes + attribute;
}
