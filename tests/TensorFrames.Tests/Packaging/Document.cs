using TensorFrames.Tests.Cli;

namespace TensorFrames.Tests.Packaging;

/// <summary>The documents of this checkout.</summary>
internal static class Document
{
    internal static string Text(string document) => File.ReadAllText(Path.Combine(Checkout.Root, document));

    /// <summary>What stands below a heading of the second level.</summary>
    internal static string Section(string document, string heading) => Text(document).Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    /// <summary>The blocks of a text in a language, in order.</summary>
    internal static string[] Blocks(string text, string language) => [.. text.Split($"```{language}\n").Skip(1).Select(block => block.Split("```")[0])];
}
