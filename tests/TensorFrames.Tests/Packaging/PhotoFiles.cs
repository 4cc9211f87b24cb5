namespace TensorFrames.Tests.Packaging;

/// <summary>What docs/photos.md reads: two graphs, labels, and photos as a table and as files.</summary>
internal static class PhotoFiles
{
    internal static void Copy(string folder)
    {
        foreach (var file in new[] { "preprocess.pb", "efficientnet_lite0.pb", "imagenet_labels.csv" })
        {
            File.Copy(Golden.Path("12_model/" + file), Path.Combine(folder, file));
        }

        var predicted = new GoldenCase("12_predict_photos");
        File.Copy(predicted.File("input.parquet"), Path.Combine(folder, "photos.parquet"));
        var photos = Directory.CreateDirectory(Path.Combine(folder, "photos")).FullName;
        foreach (var photo in predicted.Json.GetProperty("top5").EnumerateArray().Select(p => p.GetProperty("path").GetString()!))
        {
            File.Copy(Golden.Path("12_photos/" + photo), Path.Combine(photos, photo));
        }
    }
}
