using System.Text;
using System.Text.RegularExpressions;

namespace TensorFrames.Graphs;

/// <summary>Says what a file that is no binary GraphDef looks like, so that the error can name the mistake.</summary>
internal static partial class GraphFileKind
{
    private const string Freeze = "Fix: load it as a model (Model.Load), or freeze it (tframes freeze)";

    /// <summary>What a folder given in place of a file is; null where the path is no folder.</summary>
    public static string? OfDirectory(string path)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        return File.Exists(Path.Combine(path, "saved_model.pb")) || File.Exists(Path.Combine(path, "saved_model.pbtxt"))
            ? "a SavedModel folder, not a frozen GraphDef. " + Freeze
            : "a folder, not a GraphDef file. " + Freeze;
    }

    /// <summary>What can be told for sure by the first bytes, before parsing; null where it may be a GraphDef.</summary>
    public static string? OfHeader(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.Length > 8 && bytes[0] == 0x89 && bytes[1..].StartsWith("HDF\r\n"u8)
            => "a Keras HDF5 model, not a frozen GraphDef. " + Freeze,
        _ when bytes.StartsWith("PK\u0003\u0004"u8) => "a zip archive (a .keras model is one), not a frozen GraphDef. " + Freeze,
        _ when bytes.Length > 8 && bytes[4..8].SequenceEqual("TFL3"u8) => "a TensorFlow Lite model, not a frozen GraphDef. " + Freeze,
        [0x08, 0x01, 0x12, ..] => "a saved_model.pb of a SavedModel, not a frozen GraphDef. " + Freeze,
        [0x08, >= 0x02 and <= 0x20, 0x12, ..] => "an ONNX model, not a frozen GraphDef. " + Freeze,
        [0x1f, 0x8b, ..] => "compressed with gzip. Fix: unpack it first",
        _ when bytes.StartsWith("version https://git-lfs"u8) => "a Git LFS pointer, not the model itself. Fix: run 'git lfs pull'",
        _ when TextForm().IsMatch(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]))
            => "the text form of a GraphDef (.pbtxt), not the binary one. Fix: write it again in the binary form (as_text=False)",
        _ => null,
    };

    [GeneratedRegex(@"\A\s*(#[^\n]*\n\s*)*(node|versions?|library|debug_info)\s*[:{]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TextForm();
}
