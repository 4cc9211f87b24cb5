using System.Text;

namespace TensorFrames.Locating;

/// <summary>The one message for a search that came to nothing.</summary>
static class NothingFound
{
    public const string Fixes =
        """
        Fix, any one of these:
          - install npm and let it be fetched (195 MB, once): LibTensorFlowOptions.AllowFetch; tframes does it by itself;
          - name one you have (1.15 … 2.x): LibTensorFlowOptions.Path, --libtensorflow PATH, or TENSORFRAMES_LIBTENSORFLOW=PATH;
          - reference a SciSharp TensorFlow redist package, which puts it beside the app.
        """;

    public static string Message(IEnumerable<LibTensorFlowCandidate> candidates)
    {
        var text = new StringBuilder("libtensorflow was not found. Looked at, in this order:\n");
        foreach (var candidate in candidates)
        {
            text.Append("  ").Append(candidate).Append('\n');
        }
        return text.Append(Fixes).ToString();
    }
}
