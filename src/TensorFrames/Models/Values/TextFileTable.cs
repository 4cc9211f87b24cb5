using System.Text;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>A lookup table's keys and values from lines of text, by the rules of InitializeTableFromTextFile.</summary>
internal static class TextFileTable
{
    private const int WholeLine = -2;
    private const int LineNumber = -1;

    public static (TensorProto Keys, TensorProto Values) Read(string path, NodeDef op, NodeDef table)
    {
        var lines = Lines(ModelBytes.Read(path, "asset"));
        var most = Number(op, "vocab_size", -1);
        if (most > lines.Count)
        {
            throw new GraphException($"'{path}' has {lines.Count} lines, and table '{Resource.NameOf(table)}' is said to have {most} (vocab_size). Fix: copy all of the model.");
        }

        var count = most < 0 ? lines.Count : (int)most;
        var delimiter = op.Attr.TryGetValue("delimiter", out var given) && given.S.Length > 0 ? given.S[0] : (byte)'\t';
        var keys = new TextFileColumn(DTypeOf(table, "key_dtype"), (int)Number(op, "key_index", WholeLine), Number(op, "offset", 0));
        var values = new TextFileColumn(DTypeOf(table, "value_dtype"), (int)Number(op, "value_index", LineNumber), Number(op, "offset", 0));
        var seen = new Dictionary<ByteString, ByteString>();
        for (var i = 0; i < count; i++)
        {
            var (key, value) = (keys.Of(lines[i], i, delimiter), values.Of(lines[i], i, delimiter));
            if (key is null || value is null)
            {
                throw new GraphException($"'{path}', line {i + 1}: '{lines[i].ToStringUtf8()}' has no {(key is null ? $"key ({keys.DType.Name()}" : $"value ({values.DType.Name()}")}, column {(key is null ? keys.Index : values.Index)}) for table '{Resource.NameOf(table)}'. Fix: correct the line.");
            }

            if (!seen.TryAdd(key, value))
            {
                if (!seen[key].Equals(value))
                {
                    throw new GraphException($"'{path}', line {i + 1}: '{lines[i].ToStringUtf8()}' has a key that an earlier line has too, with another value. Fix: remove one of the lines.");
                }

                continue;
            }

            keys.Add(key);
            values.Add(value);
        }

        return (keys.ToTensor(), values.ToTensor());
    }

    // Lines end with \n or \r\n; a last line without either is one too.
    private static List<ByteString> Lines(byte[] text)
    {
        var lines = new List<ByteString>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.AsSpan(from).IndexOf((byte)'\n');
            var line = text.AsSpan(from, end < 0 ? text.Length - from : end);
            lines.Add(ByteString.CopyFrom(line is [.., (byte)'\r'] ? line[..^1] : line));
            from = end < 0 ? text.Length : from + end + 1;
        }

        return lines;
    }

    private static long Number(NodeDef node, string name, long otherwise) => node.Attr.TryGetValue(name, out var value) ? value.I : otherwise;

    private static DType DTypeOf(NodeDef table, string name) => (DType)table.Attr.GetValueOrDefault(name, new AttrValue()).Type;
}
