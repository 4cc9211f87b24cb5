namespace TensorFrames.Tests.Conformance;

/// <summary>docs/conformance.md is of this suite.</summary>
public sealed class ConformanceDocumentTests
{
    [Fact]
    public void Every_case_has_a_row_and_none_fails()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var cells = ConformanceTable.Parse(File.ReadLines(ConformanceTable.File));
        Assert.Empty(Suite.All.Select(e => e.Name).Except(cells.Keys.Select(c => c.Case), StringComparer.Ordinal));
        Assert.Empty(cells.Where(c => c.Value.Contains("fails", StringComparison.Ordinal)).Select(c => c.Key));
    }
}
