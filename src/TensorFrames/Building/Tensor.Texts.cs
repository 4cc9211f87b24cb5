using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Texts and byte strings.</content>
public sealed partial class Tensor
{
    /// <summary>Bytes of each text, or characters.</summary>
    public Tensor TextLength(bool inCharacters = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringLength", [this], [("unit", inCharacters ? "UTF8_CHAR" : "BYTE")], file, line);

    /// <summary>In lower case, of any script.</summary>
    public Tensor ToLower([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringLower", [this], [("encoding", "utf-8")], file, line);

    /// <summary>In upper case, of any script.</summary>
    public Tensor ToUpper([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringUpper", [this], [("encoding", "utf-8")], file, line);

    /// <summary>Without white space at both ends.</summary>
    public Tensor Strip([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringStrip", file, line, this);

    /// <summary>A part of each text, by the first byte and the number of bytes.</summary>
    public Tensor Substring(Operand start, Operand length, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Substr", file, line, this, start, length);

    /// <summary>Whether the whole of each text matches a regular expression (RE2).</summary>
    public Tensor Matches(string pattern, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StaticRegexFullMatch", [this], [("pattern", pattern)], file, line);

    /// <summary>With each match of a regular expression (RE2) replaced.</summary>
    public Tensor ReplaceText(string pattern, string replacement, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StaticRegexReplace", [this], [("pattern", pattern), ("rewrite", replacement)], file, line);

    /// <summary>The numbers that texts stand for.</summary>
    public Tensor ToNumber(DType dtype = DType.Float32, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringToNumber", [this], [("out_type", dtype)], file, line);

    /// <summary>Numbers or bools as text.</summary>
    public Tensor ToText(int precision = -1, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("AsString", [this], [("precision", (long)precision)], file, line);

    /// <summary>Each text's bucket, by a hash that stays the same: int64.</summary>
    public Tensor HashBucket(int buckets, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("StringToHashBucketFast", [this], [("num_buckets", (long)buckets)], file, line);

    /// <summary>The words of a vector of texts, as a sparse tensor.</summary>
    public (Tensor Indices, Tensor Values, Tensor Shape) SplitText(Operand delimiter, bool skipEmpty = true, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var split = Graph.Make("StringSplit", [this, delimiter], [("skip_empty", skipEmpty)], null, [], new(file, line));
        return (split.Output(0), split.Output(1), split.Output(2));
    }

    /// <summary>Texts of axes joined to one; none named: of all.</summary>
    public Tensor JoinText(Axes axes = default, string separator = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Make("ReduceJoin", [this, axes.Of(this, new(file, line))], [("separator", separator)], file, line);
}
