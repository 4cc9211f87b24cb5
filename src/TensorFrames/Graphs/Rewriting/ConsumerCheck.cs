namespace TensorFrames.Graphs.Rewriting;

/// <summary>Refuses a graph that says itself which runtimes may not read it.</summary>
internal static class ConsumerCheck
{
    public static void Run(GraphFile file, string version)
    {
        if (file.Def.Versions is not { } versions || RuntimeTraits.GraphVersion(version) is not { } known)
        {
            return;
        }

        if (versions.MinConsumer > known)
        {
            throw new GraphException($"'{file.Source}' asks for a runtime of GraphDef version {versions.MinConsumer} or newer (min_consumer); "
                + $"TensorFlow {version} has {known}, 2.21.0 has 2474. Its producer was version {versions.Producer}. Fix: use a newer libtensorflow.");
        }

        if (versions.BadConsumers.Contains(known))
        {
            throw new GraphException($"'{file.Source}' names GraphDef version {known}, that of TensorFlow {version}, among its bad_consumers. Fix: use another libtensorflow.");
        }
    }
}
