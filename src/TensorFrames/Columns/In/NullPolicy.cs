namespace TensorFrames;

/// <summary>What to do with nulls in a column that feeds a placeholder: an error (the default), a fill value, or a mask.</summary>
public abstract record NullPolicy
{
    private NullPolicy()
    {
    }

    /// <summary>A null is an error that names the column and the first row.</summary>
    public static NullPolicy Error { get; } = new Refuse();

    /// <summary>Nulls become <paramref name="value"/>: a number, bool, string or byte[] of the placeholder's dtype.</summary>
    public static NullPolicy Fill(object value) => new FillWith(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>
    /// Nulls become 0, false or an empty string, and the bool placeholder <paramref name="placeholder"/> gets true where
    /// a value is: of shape [rows] one entry a cell, of the fed tensor's shape one entry an element.
    /// </summary>
    public static NullPolicy Mask(string placeholder) => new MaskTo(placeholder ?? throw new ArgumentNullException(nameof(placeholder)));

    internal sealed record Refuse : NullPolicy;

    internal sealed record FillWith(object Value) : NullPolicy;

    internal sealed record MaskTo(string Placeholder) : NullPolicy;
}
