using ScottPlot;
using SkiaSharp;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>The font that text is measured with. Without any, Skia leaves all text out and says nothing.</summary>
internal static class Font
{
    internal const int Size = 13;
    private static readonly string[] s_wanted = ["DejaVu Sans", "Verdana", "Liberation Sans", "Noto Sans", "Arial", "Helvetica"];

    /// <summary>Its name; null where this machine has no font.</summary>
    internal static string? Found { get; } = Choose([.. SKFontManager.Default.FontFamilies]);

    /// <summary>Makes it the font of all plots that are made from now on.</summary>
    /// <exception cref="InvalidOperationException">This machine has none.</exception>
    internal static void Use() => Fonts.Default = Fonts.Sans = Required(Found);

    internal static string Required(string? found) => found
        ?? throw new InvalidOperationException("This machine has no font, so pictures would have no text. Fix: install one, as with apt-get install fonts-dejavu-core.");

    internal static string? Choose(IReadOnlyList<string> families) => s_wanted.FirstOrDefault(families.Contains) ?? (families.Count > 0 ? families[0] : null);

    /// <summary>Pixels of a label.</summary>
    internal static float Width(string text)
    {
        using var face = SKTypeface.FromFamilyName(Found);
        using var font = new SKFont(face, Size);
        return font.MeasureText(text);
    }
}
