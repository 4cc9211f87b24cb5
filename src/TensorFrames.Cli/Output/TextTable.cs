namespace TensorFrames.Cli.Output;

/// <summary>Rows of cells as aligned columns; those named in <paramref name="right"/> are aligned to the right.</summary>
internal sealed class TextTable(params ReadOnlySpan<int> right)
{
    private const string Gap = "  ";
    private readonly int[] _right = right.ToArray();
    private readonly List<string[]> _rows = [];

    internal void Add(params string[] cells) => _rows.Add(cells);

    internal void Write(TextWriter output, string indent = "")
    {
        var widths = Enumerable.Range(0, _rows.Max(r => r.Length)).Select(i => _rows.Where(r => r.Length > i).Max(r => r[i].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, i) => _right.Contains(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine((indent + string.Join(Gap, cells)).TrimEnd());
        }
    }
}
