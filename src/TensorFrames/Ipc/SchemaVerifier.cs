namespace TensorFrames.Ipc;

/// <summary>
/// Checks a schema message before Apache.Arrow's own reader gets it, which follows children as deep as they go and
/// allocates as many as they say: a hostile one would overflow the stack or the memory.
/// </summary>
internal ref struct SchemaVerifier(int messageLength)
{
    private const int MaxDepth = 64;
    private const int UnionType = 14;
    private long _work = Math.Max(1 << 16, 16L * messageLength);

    public void Check(FlatTable schema)
    {
        if (schema.Short(0) != 0)
        {
            throw new IpcFormatException("its data is big-endian, which is not read. Fix: write it on a little-endian machine");
        }

        Fields(schema.Vector(1, sizeof(uint)), 0);
        KeyValues(schema.Vector(2, sizeof(uint)));
    }

    private void Fields(FlatVector fields, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new IpcFormatException($"its schema is nested deeper than {MaxDepth} levels");
        }

        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields.Table(i);
            Spend(32 + field.Vector(0, 1).Count);
            if (field.Byte(2) == UnionType)
            {
                Spend(field.Table(3, "union type").Vector(1, sizeof(int)).Count * sizeof(int));
            }

            Fields(field.Vector(5, sizeof(uint)), depth + 1);
            KeyValues(field.Vector(6, sizeof(uint)));
        }
    }

    private void KeyValues(FlatVector pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs.Table(i);
            Spend(16 + pair.Vector(0, 1).Count + pair.Vector(1, 1).Count);
        }
    }

    /// <summary>Offsets may share what they point at, so the parts can add up to more than the whole: within reason.</summary>
    private void Spend(int bytes)
    {
        _work -= bytes;
        if (_work < 0)
        {
            throw new IpcFormatException("its schema refers to the same parts over and over");
        }
    }
}
