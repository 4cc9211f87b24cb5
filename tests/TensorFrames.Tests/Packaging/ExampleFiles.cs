using TensorFrames.Tests.Conformance;

namespace TensorFrames.Tests.Packaging;

/// <summary>What the programs of the documents read.</summary>
internal static class ExampleFiles
{
    /// <exception cref="Xunit.Sdk.SkipException">It needs what is not here.</exception>
    internal static void Write(string document, string folder)
    {
        foreach (var (name, graph) in document switch
        {
            "docs/means.md" =>
            [
                ("inverses", MeanGraphs.Inverses()), ("sums", MeanGraphs.Sums()), ("harmonic", MeanGraphs.Harmonic()),
                ("logs", MeanGraphs.Logs()), ("logsums", MeanGraphs.LogSums()), ("power", MeanGraphs.Geometric()),
            ],
            "docs/kmeans.md" => [("nearest", KMeansGraphs.Nearest(5, 8)), ("groups", KMeansGraphs.SumsOfKey(8)), ("blocks", KMeansGraphs.SumsOfBlock(5, 8)), ("all", KMeansGraphs.SumsOfBlocks(5, 8))],
            _ => System.Array.Empty<(string, Graphs.GraphBuilder)>(),
        })
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".pb"), graph.Bytes);
        }

        switch (document)
        {
            case "docs/photos.md":
                Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
                PhotoFiles.Copy(folder);
                break;
            case "docs/graphs.md":
                Consumer.CopyDemo(folder);
                break;
            case "docs/models.md":
                Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
                Consumer.CopyDemo(folder);
                Folders.Copy(Golden.Path("05_digits/saved_model"), Path.Combine(folder, "saved_model"));
                Folders.Copy(Golden.Path("05_digits/checkpoint_tf1"), Path.Combine(folder, "checkpoint"));
                break;
        }
    }
}
