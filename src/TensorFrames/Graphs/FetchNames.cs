namespace TensorFrames.Graphs;

/// <summary>Resolves the fetches and feeds that a user wrote against a graph, and says what was probably meant.</summary>
internal static class FetchNames
{
    /// <summary>The tensor of a fetch. <see cref="PlanException"/> where the graph has no such operation or output.</summary>
    public static TensorName Resolve(GraphFile file, OpLookup ops, string fetch)
    {
        var name = TensorName.Parse(fetch);
        var node = file.Index.Find(name.Operation)
            ?? throw new PlanException($"Fetch '{fetch}' is not in the graph '{file.Source}'.{NearNames.Hint(name.Operation, file.Index.Names)} Fix: name an operation of the graph.") { Tensor = fetch };
        if (ops.Outputs(node) is { } outputs && name.Index >= outputs.Count)
        {
            var has = outputs.Count switch { 0 => "has no outputs", 1 => $"has one output, '{node.Name}'", _ => $"has the outputs '{node.Name}:0' to '{node.Name}:{outputs.Count - 1}'" };
            throw new PlanException($"Fetch '{fetch}' is not in the graph: operation '{node.Name}' ({node.Op}) {has}. Fix: {(outputs.Count == 0 ? "an operation that has" : "one of these")}.") { Tensor = fetch, Node = node.Name };
        }

        return name;
    }

    /// <summary>A feed that names no placeholder of the graph.</summary>
    public static PlanException UnknownPlaceholder(GraphFile file, string name)
    {
        var placeholders = file.Def.Node.Where(GraphReader.CanBeFed).Select(n => n.Name).ToList();
        var all = placeholders.Count == 0 ? "The graph has no placeholders." : "The graph has: " + string.Join(", ", placeholders.Take(10).Select(p => $"'{p}'")) + ".";
        var what = file.Index.Find(name) is { } node ? $"is an operation of the graph, but no placeholder ({node.Op})" : "is not in the graph";
        return new($"Placeholder '{name}' {what}.{NearNames.Hint(name, placeholders)} {all} Fix: name one of its placeholders.") { Tensor = name };
    }
}
