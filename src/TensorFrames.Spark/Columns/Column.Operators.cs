using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TensorFrames.Spark;

/// <summary>Operators: columns of columns. A string beside an operator is a value, as in <c>df["name"] == "Ada"</c>; elsewhere it is SQL.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "SQL text, or Call, is the other way to write each.")]
public sealed partial class Column
{
    /// <summary>A constant.</summary>
    public static implicit operator Column(bool value) => Value(value);

    /// <summary>A constant.</summary>
    public static implicit operator Column(int value) => Value(value);

    /// <summary>A constant.</summary>
    public static implicit operator Column(long value) => Value(value);

    /// <summary>A constant.</summary>
    public static implicit operator Column(double value) => Value(value);

    /// <summary>Equal; null where either is null.</summary>
    public static Column operator ==(Column left, Column right) => Call("==", left, right);

    /// <summary>Not equal; null where either is null.</summary>
    public static Column operator !=(Column left, Column right) => !(left == right);

    /// <summary>Less.</summary>
    public static Column operator <(Column left, Column right) => Call("<", left, right);

    /// <summary>Greater.</summary>
    public static Column operator >(Column left, Column right) => Call(">", left, right);

    /// <summary>Less or equal.</summary>
    public static Column operator <=(Column left, Column right) => Call("<=", left, right);

    /// <summary>Greater or equal.</summary>
    public static Column operator >=(Column left, Column right) => Call(">=", left, right);

    /// <summary>Equal to this string.</summary>
    public static Column operator ==(Column left, string right) => left == Value(right);

    /// <summary>Not equal to this string.</summary>
    public static Column operator !=(Column left, string right) => left != Value(right);

    /// <summary>Before this string.</summary>
    public static Column operator <(Column left, string right) => left < Value(right);

    /// <summary>After this string.</summary>
    public static Column operator >(Column left, string right) => left > Value(right);

    /// <summary>Before this string or equal to it.</summary>
    public static Column operator <=(Column left, string right) => left <= Value(right);

    /// <summary>After this string or equal to it.</summary>
    public static Column operator >=(Column left, string right) => left >= Value(right);

    /// <summary>The sum.</summary>
    public static Column operator +(Column left, Column right) => Call("+", left, right);

    /// <summary>The difference.</summary>
    public static Column operator -(Column left, Column right) => Call("-", left, right);

    /// <summary>The product.</summary>
    public static Column operator *(Column left, Column right) => Call("*", left, right);

    /// <summary>The quotient, a fraction for integers too, as SQL's.</summary>
    public static Column operator /(Column left, Column right) => Call("/", left, right);

    /// <summary>The remainder, with the dividend's sign.</summary>
    public static Column operator %(Column left, Column right) => Call("%", left, right);

    /// <summary>The negative.</summary>
    public static Column operator -(Column column) => Call("negative", column);

    /// <summary>Both hold.</summary>
    public static Column operator &(Column left, Column right) => Call("and", left, right);

    /// <summary>Either holds.</summary>
    public static Column operator |(Column left, Column right) => Call("or", left, right);

    /// <summary>Does not hold.</summary>
    public static Column operator !(Column column) => Call("not", column);

    /// <summary>Whether it is this very object: <c>==</c> makes a column.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>Of this very object.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
