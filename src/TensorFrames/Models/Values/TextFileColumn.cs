using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>One column of a text file as a tensor: the whole line, the line's number, or a field of the line.</summary>
internal sealed class TextFileColumn(DType dtype, int index, long offset)
{
    private const int WholeLine = -2;
    private const int LineNumber = -1;
    private readonly List<ByteString> _values = [];

    public DType DType { get; } = dtype;

    public int Index { get; } = index;

    /// <summary>The value's bytes in the tensor; null where the line has none.</summary>
    public ByteString? Of(ByteString line, int number, byte delimiter) => Index switch
    {
        WholeLine => Value(line.Span),
        LineNumber => DType == DType.Int64 ? Bytes(number + offset) : null,
        >= 0 when Field(line.Span, Index, delimiter) is var (from, length) && from >= 0 => Value(line.Span.Slice(from, length)),
        _ => null,
    };

    public void Add(ByteString value) => _values.Add(value);

    public TensorProto ToTensor()
    {
        var shape = new TensorShape(_values.Count);
        if (DType == DType.String)
        {
            return Tensors.Strings(_values, shape);
        }

        var tensor = Tensors.Of(DType, shape);
        tensor.TensorContent = ByteString.CopyFrom([.. _values.SelectMany(v => v)]);
        return tensor;
    }

    private ByteString? Value(ReadOnlySpan<byte> text)
    {
        var word = Encoding.UTF8.GetString(text);
        var style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return DType switch
        {
            DType.String => ByteString.CopyFrom(text),
            DType.Int32 => int.TryParse(word, style, CultureInfo.InvariantCulture, out var value) ? Bytes(value) : null,
            DType.Int64 => long.TryParse(word, style, CultureInfo.InvariantCulture, out var value) ? Bytes(value) : null,
            DType.Float32 => float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Bytes(value) : null,
            DType.Float64 => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Bytes(value) : null,
            _ => null,
        };
    }

    private static (int From, int Length) Field(ReadOnlySpan<byte> line, int field, byte delimiter)
    {
        var from = 0;
        for (; field > 0; field--)
        {
            var next = line[from..].IndexOf(delimiter);
            if (next < 0)
            {
                return (-1, 0);
            }

            from += next + 1;
        }

        var length = line[from..].IndexOf(delimiter);
        return (from, length < 0 ? line.Length - from : length);
    }

    private static ByteString Bytes<T>(T value)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
}
