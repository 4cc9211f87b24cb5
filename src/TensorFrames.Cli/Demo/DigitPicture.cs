namespace TensorFrames.Cli.Demo;

/// <summary>An 8 × 8 digit in four lines of eight characters, each two pixels high.</summary>
internal static class DigitPicture
{
    internal const int Width = 8;
    internal const int Height = 4;
    private const float Ink = 0.4f;

    /// <summary>One line of it, from 0 (top) to 3.</summary>
    /// <param name="pixels">64 values by rows, 0 (paper) to 1 (ink).</param>
    /// <param name="line">Which line.</param>
    internal static string Line(ReadOnlySpan<float> pixels, int line)
    {
        Span<char> text = stackalloc char[Width];
        for (var x = 0; x < Width; x++)
        {
            var (top, bottom) = (pixels[(2 * line * Width) + x] > Ink, pixels[(((2 * line) + 1) * Width) + x] > Ink);
            text[x] = (top, bottom) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' };
        }

        return new string(text);
    }
}
