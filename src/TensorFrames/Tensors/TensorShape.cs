using System.Collections.Immutable;
using System.Globalization;

namespace TensorFrames;

/// <summary>A tensor's shape as a graph knows it: the rank may be unknown, and so may each size (-1).</summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    private readonly ImmutableArray<long> _dims;

    /// <summary>A shape of known rank. Sizes are in elements; -1 is an unknown size.</summary>
    public TensorShape(params ReadOnlySpan<long> dims)
    {
        foreach (var dim in dims)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dim, -1);
        }

        _dims = [.. dims];
    }

    /// <summary>The shape of which not even the rank is known.</summary>
    public static TensorShape Unknown => default;

    /// <summary>Whether the rank is known.</summary>
    public bool HasRank => !_dims.IsDefault;

    /// <summary>The number of dimensions; -1 where unknown.</summary>
    public int Rank => HasRank ? _dims.Length : -1;

    /// <summary>Sizes; -1 where unknown. Empty for a scalar and for an unknown rank.</summary>
    public ReadOnlySpan<long> Dims => HasRank ? _dims.AsSpan() : [];

    /// <summary>Whether rank and all sizes are known.</summary>
    public bool IsKnown => HasRank && !_dims.Contains(-1);

    /// <summary>The size of one dimension; -1 where unknown.</summary>
    public long this[int axis] => Dims[axis];

    /// <summary>Elements; -1 where unknown or past 2^63.</summary>
    public long Count
    {
        get
        {
            if (!IsKnown)
            {
                return -1;
            }

            long count = 1;
            foreach (var dim in _dims)
            {
                if (dim == 0)
                {
                    return 0;
                }

                count = count < 0 || count > long.MaxValue / dim ? -1 : count * dim;
            }

            return count;
        }
    }

    /// <summary>The shape of one row: without the leading dimension.</summary>
    public TensorShape Cell => Rank > 0 ? new(Dims[1..]) : Unknown;

    /// <summary>Whether a tensor of shape <paramref name="other"/> may have this shape: equal rank, equal known sizes.</summary>
    public bool Fits(TensorShape other)
    {
        if (!HasRank || !other.HasRank)
        {
            return true;
        }

        if (Rank != other.Rank)
        {
            return false;
        }

        for (var i = 0; i < Rank; i++)
        {
            if (this[i] != other[i] && this[i] != -1 && other[i] != -1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What both shapes say together, of two that fit.</summary>
    internal TensorShape Merge(TensorShape other)
    {
        if (!HasRank || !other.HasRank)
        {
            return HasRank ? this : other;
        }

        var sizes = Dims.ToArray();
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = sizes[i] < 0 ? other[i] : sizes[i];
        }

        return new(sizes);
    }

    /// <summary>This cell shape with a leading dimension (-1: any number of rows).</summary>
    public TensorShape WithRows(long rows) => HasRank ? new([rows, .. Dims]) : Unknown;

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => HasRank == other.HasRank && Dims.SequenceEqual(other.Dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var dim in Dims)
        {
            hash.Add(dim);
        }

        return HasRank ? hash.ToHashCode() : -1;
    }

    /// <summary>Sizes in brackets, ? for an unknown one: [?,28,28,1]; <c>[]</c> is a scalar, <c>unknown rank</c> no rank.</summary>
    public override string ToString() => HasRank
        ? "[" + string.Join(',', Dims.ToArray().Select(d => d < 0 ? "?" : d.ToString(CultureInfo.InvariantCulture))) + "]"
        : "unknown rank";

    /// <summary>Equal rank and sizes.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Different rank or sizes.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);
}
