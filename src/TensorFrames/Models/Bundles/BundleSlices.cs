using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>Puts a variable together that was saved in parts (TensorFlow 1's partitioned variables).</summary>
internal static class BundleSlices
{
    // No program has as many; each is compared with each.
    private const int MostParts = 1 << 14;

    public static byte[] Read(Bundle bundle, BundleEntry entry)
    {
        var width = entry.DType.Width();
        if (width == 0 || entry.Size > Array.MaxLength)
        {
            throw Bad(bundle, entry, "its parts cannot be put together");
        }

        var boxes = entry.Slices.Select(s => SliceBox.Of(s, entry.Shape) ?? throw Bad(bundle, entry, "a part lies outside of it")).ToList();
        if (boxes.Count > MostParts || SliceBox.AnyOverlap(boxes))
        {
            throw Bad(bundle, entry, boxes.Count > MostParts ? $"it has {boxes.Count} of them" : "two parts overlap");
        }

        var whole = new byte[entry.Size];
        long covered = 0;
        foreach (var (slice, box) in entry.Slices.Zip(boxes))
        {
            var part = bundle.FindSlice(SliceKey.Of(entry.Key, slice)) ?? throw Bad(bundle, entry, "a part is missing");
            if (part.DType != entry.DType || part.IsSliced || part.Shape.Count != box.Count)
            {
                throw Bad(bundle, entry, "a part has another size");
            }

            box.Scatter(BundleTensor.Checked(bundle, part), whole, width);
            covered += box.Count;
        }

        return covered == entry.Shape.Count ? whole : throw Bad(bundle, entry, $"its parts have {covered} elements together");
    }

    private static GraphException Bad(Bundle bundle, BundleEntry entry, string what) =>
        new($"The checkpoint '{bundle.Prefix}': '{entry.Key}' ({entry.DType.Name()} {entry.Shape}) was saved in parts, and {what}. Fix: save the checkpoint again.");
}
