using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace TensorFrames.Ops.Generator;

/// <summary>C# names of one method's parameters: <c>transpose_a</c> is <c>transposeA</c>; none is given twice, none is a keyword.</summary>
internal sealed class ParameterNames
{
    // What every method has besides.
    private readonly HashSet<string> _taken = ["graph", "name", "file", "line"];

    public string Of(string name)
    {
        var text = Camel(name);
        while (!_taken.Add(text))
        {
            text += "Value";
        }

        return SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None ? text : "@" + text;
    }

    /// <summary><c>reduction_indices</c> as a tuple's element: <c>ReductionIndices</c>.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(Camel(name)[0]) + Camel(name).Substring(1);

    private static string Camel(string name)
    {
        var text = new StringBuilder();
        var upper = false;
        foreach (var c in name)
        {
            if (c == '_')
            {
                upper = text.Length > 0;
                continue;
            }

            text.Append(text.Length == 0 ? char.ToLowerInvariant(c) : upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return text.ToString();
    }
}
