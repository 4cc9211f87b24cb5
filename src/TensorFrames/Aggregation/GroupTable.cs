namespace TensorFrames.Aggregation;

/// <summary>Numbers the groups of a set of rows, and brings them into the order of their words. One thread at a time.</summary>
internal sealed unsafe class GroupTable
{
    private const int Smallest = 256;
    private ulong[] _words = new ulong[Smallest];
    private int[] _groups = new int[Smallest];
    private int[] _rows = new int[Smallest];
    private int[] _order = new int[Smallest];
    private int[] _places = new int[Smallest];
    private int _shift;

    /// <summary>Groups of the last set.</summary>
    internal int Count { get; private set; }

    /// <summary>The first row of each group, groups in order.</summary>
    internal ReadOnlySpan<int> FirstRows => _order.AsSpan(0, Count);

    /// <summary>Writes down each row's group, numbered in the order of words, of equal words in that of their first rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="used">Leading bits that all words share.</param>
    /// <param name="ids">Where to write a number a row.</param>
    internal void Number(RowSet rows, int used, int* ids)
    {
        Count = 0;
        _groups.AsSpan(0, Smallest).Clear();
        Size(Smallest);
        var capacity = Smallest;
        var words = rows.Words;
        for (var i = 0; i < rows.Rows; i++)
        {
            var group = Find(rows, words[i], used, i);
            if (group == Count)
            {
                if (Count == _rows.Length)
                {
                    System.Array.Resize(ref _rows, Count * 2);
                }

                _rows[Count++] = i;
                if (Count * 2 > capacity)
                {
                    capacity *= 4;
                    Grow(words, capacity, used);
                }
            }

            ids[i] = group;
        }

        Order(words, capacity);
        for (var i = 0; i < rows.Rows; i++)
        {
            ids[i] = _places[ids[i]];
        }
    }

    // The bits after those that all words share: entries stand almost in the order of words.
    private int Slot(ulong word, int used) => (int)(word << used >> _shift);

    private int Find(RowSet rows, ulong word, int used, int row)
    {
        var mask = (1 << (64 - _shift)) - 1;
        var slot = Slot(word, used);
        while (true)
        {
            var entry = _groups[slot];
            if (entry == 0)
            {
                _words[slot] = word;
                _groups[slot] = Count + 1;
                return Count;
            }

            if (_words[slot] == word && (!rows.HasKeys || rows.Key(_rows[entry - 1]).SequenceEqual(rows.Key(row))))
            {
                return entry - 1;
            }

            slot = (slot + 1) & mask;
        }
    }

    private void Size(int capacity) => _shift = 64 - System.Numerics.BitOperations.Log2((uint)capacity);

    private void Grow(ulong* words, int capacity, int used)
    {
        if (_groups.Length < capacity)
        {
            _groups = new int[capacity];
            _words = new ulong[capacity];
        }
        else
        {
            _groups.AsSpan(0, capacity).Clear();
        }

        Size(capacity);
        for (var group = 0; group < Count; group++)
        {
            var word = words[_rows[group]];
            var slot = Slot(word, used);
            while (_groups[slot] != 0)
            {
                slot = (slot + 1) & (capacity - 1);
            }

            _words[slot] = word;
            _groups[slot] = group + 1;
        }
    }

    private void Order(ulong* words, int capacity)
    {
        if (_order.Length < Count)
        {
            _order = new int[_rows.Length];
            _places = new int[_rows.Length];
        }

        var found = 0;
        for (var slot = 0; slot < capacity && found < Count; slot++)
        {
            if (_groups[slot] != 0)
            {
                Insert(_groups[slot] - 1, words, found++);
            }
        }

        for (var place = 0; place < Count; place++)
        {
            _places[_order[place]] = place;
        }

        var first = _order.AsSpan(0, Count);
        for (var place = 0; place < Count; place++)
        {
            first[place] = _rows[first[place]];
        }

    }

    // Nearly sorted as they come, so that few are moved.
    private void Insert(int group, ulong* words, int count)
    {
        var word = words[_rows[group]];
        var at = count;
        for (; at > 0; at--)
        {
            var before = _order[at - 1];
            var other = words[_rows[before]];
            if (other < word || (other == word && before < group))
            {
                break;
            }

            _order[at] = before;
        }

        _order[at] = group;
    }
}
