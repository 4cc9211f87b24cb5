using TensorFrames.Bench.Report.Page;

namespace TensorFrames.Bench.Report.Tests.Page;

/// <summary>What is drawn has its places in a page; all else in it stays.</summary>
public sealed class MarkedBlocksTests
{
    private const string Page = "# Title\n\nProse above.\n\n<!-- drawn: a -->\nold\n<!-- end -->\n\nProse between.\n\n<!-- drawn: b -->\n<!-- end -->\n\nProse below.\n";
    private static readonly Dictionary<string, string> s_blocks = new(StringComparer.Ordinal) { ["a"] = "new a\n", ["b"] = "\nnew b" };

    [Fact]
    public void Blocks_change_and_prose_stays() => Assert.Equal(
        "# Title\n\nProse above.\n\n<!-- drawn: a -->\n\nnew a\n\n<!-- end -->\n\nProse between.\n\n<!-- drawn: b -->\n\nnew b\n\n<!-- end -->\n\nProse below.\n",
        MarkedBlocks.Replace(Page, s_blocks));

    [Fact]
    public void Drawn_again_a_page_stays_as_it_is()
    {
        var once = MarkedBlocks.Replace(Page, s_blocks);
        Assert.Equal(once, MarkedBlocks.Replace(once, s_blocks));
    }

    [Theory]
    [InlineData("<!-- drawn: a -->\nno end", "Block 'a' has no end")]
    [InlineData("<!-- drawn: a -->\n<!-- drawn: b -->\n<!-- end -->", "Block 'a' has no end")]
    [InlineData("<!-- drawn: c -->\n<!-- end -->", "Nothing draws a block 'c'; there are: a, b")]
    [InlineData("<!-- drawn: a -->\n<!-- end -->", "no place for: b")]
    public void A_page_that_does_not_fit_is_refused(string page, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => MarkedBlocks.Replace(page, s_blocks)).Message, StringComparison.Ordinal);
}
