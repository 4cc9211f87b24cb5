using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Columns.In;

namespace TensorFrames.Aggregation;

/// <summary>Reads one key column of a block: as words, or as bytes among those of other keys.</summary>
internal readonly unsafe ref struct KeyWriter
{
    private const byte IsValid = 0;
    private const byte IsNull = 1;
    private readonly KeyColumn _key;
    private readonly ArrayData _data;
    private readonly ReadOnlySpan<byte> _values;
    private readonly ReadOnlySpan<byte> _validity;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly ReadOnlySpan<long> _wide;

    /// <exception cref="InvalidDataException">The batch is damaged.</exception>
    internal KeyWriter(KeyColumn key, ArrayData column, int rows)
    {
        if (column.Length != rows)
        {
            throw new InvalidDataException($"it has {column.Length} rows, the batch {rows}");
        }

        _key = key;
        _data = key.Plain(column);
        if (_data.NullCount != 0 && _data.Buffers[0].Length > 0)
        {
            _validity = _data.Buffers[0].Span;
            Require(_validity.Length >= BitSpan.BytesFor((long)_data.Offset + rows), "validity buffer");
        }

        switch (key.Form)
        {
            case KeyForm.Bits:
                _values = _data.Buffers[1].Span;
                Require(_values.Length >= BitSpan.BytesFor((long)_data.Offset + rows), "bit buffer");
                break;
            case KeyForm.Strings:
                _values = _data.Buffers[2].Span;
                if (ColumnTensor.Storage(_data.DataType).TypeId is ArrowTypeId.LargeString or ArrowTypeId.LargeBinary)
                {
                    _wide = _data.Offsets<long>(0, rows);
                    Require(_wide.Length > rows || rows == 0, "offset buffer");
                }
                else
                {
                    _offsets = _data.Offsets<int>(0, rows);
                    Require(_offsets.Length > rows || rows == 0, "offset buffer");
                }

                break;
            default:
                var bytes = _data.Buffers[1].Span;
                Require(bytes.Length >= ((long)_data.Offset + rows) * key.Width, "value buffer");
                _values = bytes[(_data.Offset * key.Width)..];
                break;
        }
    }

    /// <summary>Writes a word a row, and where there are nulls a 1 for each into <paramref name="nulls"/>.</summary>
    /// <returns>Whether there are nulls.</returns>
    internal bool Words(Span<ulong> words, Span<byte> nulls)
    {
        switch (_key.Form, _key.Width)
        {
            case (KeyForm.Bits, _):
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = KeyHash.Mix(BitSpan.Get(_values, _data.Offset + (long)i) ? 1UL : 0);
                }

                break;
            case (KeyForm.Float, 8):
                var doubles = MemoryMarshal.Cast<byte, double>(_values);
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = KeyHash.Mix(BitConverter.DoubleToUInt64Bits(OneNaN(doubles[i])));
                }

                break;
            case (KeyForm.Float, 4):
                var floats = MemoryMarshal.Cast<byte, float>(_values);
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = KeyHash.Mix(BitConverter.SingleToUInt32Bits(OneNaN(floats[i])));
                }

                break;
            case (KeyForm.Float, _):
                var halves = MemoryMarshal.Cast<byte, Half>(_values);
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = KeyHash.Mix(BitConverter.HalfToUInt16Bits(OneNaN(halves[i])));
                }

                break;
            case (_, 8):
                Words(MemoryMarshal.Cast<byte, ulong>(_values), words);
                break;
            case (_, 4):
                var ints = MemoryMarshal.Cast<byte, uint>(_values);
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = KeyHash.Mix(ints[i]);
                }

                break;
            default:
                for (var i = 0; i < words.Length; i++)
                {
                    ulong key = 0;
                    _values.Slice(i * _key.Width, _key.Width).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref key)));
                    words[i] = KeyHash.Mix(key);
                }

                break;
        }

        return Nulls(words, nulls);
    }

    /// <summary>Adds the bytes that each row's value takes.</summary>
    internal void AddLengths(Span<int> lengths)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = checked(lengths[i] + 1 + (Holds(i) ? _key.Form == KeyForm.Strings ? sizeof(int) + Text(i).Length : _key.Width : 0));
        }
    }

    /// <summary>Writes each row's value where <paramref name="at"/> says, and moves that on.</summary>
    internal void Write(byte* keys, Span<int> at)
    {
        for (var i = 0; i < at.Length; i++)
        {
            var to = keys + at[i];
            if (!Holds(i))
            {
                *to = IsNull;
                at[i]++;
                continue;
            }

            *to++ = IsValid;
            switch (_key.Form)
            {
                case KeyForm.Bits:
                    *to = BitSpan.Get(_values, _data.Offset + (long)i) ? (byte)1 : (byte)0;
                    break;
                case KeyForm.Strings:
                    var text = Text(i);
                    *(int*)to = text.Length;
                    text.CopyTo(new Span<byte>(to + sizeof(int), text.Length));
                    at[i] += sizeof(int) + text.Length;
                    break;
                case KeyForm.Float:
                    Float(_values.Slice(i * _key.Width, _key.Width), to);
                    break;
                default:
                    _values.Slice(i * _key.Width, _key.Width).CopyTo(new Span<byte>(to, _key.Width));
                    break;
            }

            at[i] += 1 + _key.Width;
        }
    }

    private static void Words(ReadOnlySpan<ulong> values, Span<ulong> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = KeyHash.Mix(values[i]);
        }
    }

    private bool Nulls(Span<ulong> words, Span<byte> nulls)
    {
        var any = false;
        for (var i = 0; i < words.Length && !_validity.IsEmpty; i++)
        {
            var isNull = !Holds(i);
            nulls[i] = isNull ? (byte)1 : (byte)0;
            words[i] = isNull ? 0 : words[i];
            any |= isNull;
        }

        return any;
    }

    private static void Float(ReadOnlySpan<byte> value, byte* to)
    {
        switch (value.Length)
        {
            case 8: *(double*)to = OneNaN(MemoryMarshal.Read<double>(value)); break;
            case 4: *(float*)to = OneNaN(MemoryMarshal.Read<float>(value)); break;
            default: *(Half*)to = OneNaN(MemoryMarshal.Read<Half>(value)); break;
        }
    }

    private static T OneNaN<T>(T value)
        where T : System.Numerics.IFloatingPointIeee754<T> => value == T.Zero ? T.Zero : T.IsNaN(value) ? T.NaN : value;

    private bool Holds(int row) => _validity.IsEmpty || BitSpan.Get(_validity, (long)_data.Offset + row);

    private ReadOnlySpan<byte> Text(int row) => _wide.IsEmpty ? _values[_offsets[row].._offsets[row + 1]]
        : _values[checked((int)_wide[row])..checked((int)_wide[row + 1])];

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"{what} is too short");
        }
    }
}
