using TensorFrames.Graphs;
using TensorFrames.Models;
using TensorFrames.Models.Freezing;
using TensorFrames.Models.Proto;

namespace TensorFrames;

/// <summary>
/// A model with its variables, lookup tables and assets: a SavedModel of TensorFlow 1 or 2, the graph of a checkpoint
/// (<c>.meta</c>), or a graph whose values the caller has. Loading it reads files and runs nothing. Its signatures, and any of its tensors, become frozen graphs, loaded
/// when first needed, that every verb takes. Thread-safe.
/// </summary>
public sealed class Model : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Graph> _graphs = new(StringComparer.Ordinal);
    private readonly Freezer _freezer;
    private readonly ModelOptions _options;
    private readonly TensorFlowRuntime? _runtime;
    private bool _disposed;

    private Model(MetaGraph meta, ModelOptions options, TensorFlowRuntime? runtime)
    {
        (Meta, _options, _runtime) = (meta, options, runtime);
        _freezer = new Freezer(meta, options.AllowFileOps);
        Signatures = new SignatureCollection(meta.Source, meta.Signatures.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Signature(this, s.Key, s.Value)));
    }

    /// <summary>The folder of a SavedModel, or the file of a checkpoint's graph; <c>graph</c> for a graph from memory.</summary>
    public string Source => Meta.Source;

    /// <summary>The tags of the graph that was loaded; none for a checkpoint.</summary>
    public IReadOnlyList<string> Tags => Meta.Tags;

    /// <summary>The version of the TensorFlow that wrote it; empty where it does not say.</summary>
    public string Version => Meta.Version;

    /// <summary>What it offers to run, by name.</summary>
    public SignatureCollection Signatures { get; }

    /// <summary>Values of its checkpoint, by name; none where it has no checkpoint.</summary>
    public IReadOnlyList<ModelVariable> Variables => [.. (Meta.Bundle?.Entries ?? []).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ModelVariable(e.Key, e.DType, e.Shape, e.Size))];

    /// <summary>Files that it brings along for its tables and ops, without folders.</summary>
    public IReadOnlyList<string> Assets => [.. Meta.Assets];

    internal MetaGraph Meta { get; }

    /// <summary>Whether this path is of a model to be loaded here; else it may be of a frozen graph (<see cref="Graph.Load(string, TensorFlowRuntime?, SessionConfig?)"/>).</summary>
    /// <param name="path">A file or a folder.</param>
    public static bool IsModel(string path) => ModelPlace.Is(path);

    /// <summary>Loads a model: reads its files, and checks them against each other.</summary>
    /// <param name="path">A SavedModel's folder, a checkpoint's <c>.meta</c> file, a folder with one, or a GraphDef with variables (<c>.pb</c>) that <see cref="ModelOptions.Checkpoint"/> has the values of.</param>
    /// <param name="options">Tags, and what it may do.</param>
    /// <param name="runtime">The libtensorflow to run its graphs; default: <see cref="TensorFlowRuntime.Default"/>, once a graph is run.</param>
    /// <exception cref="GraphException">Damaged, incomplete, or unsafe; the message says which file and why.</exception>
    public static Model Load(string path, ModelOptions? options = null, TensorFlowRuntime? runtime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ModelOptions();
        return new(ModelFile.Load(ModelPlace.Of(path, options.Checkpoint), options), options, runtime);
    }

    /// <summary>Loads one graph of a SavedModel by its tags.</summary>
    /// <inheritdoc cref="Load(string, ModelOptions?, TensorFlowRuntime?)"/>
    public static Model Load(string path, IReadOnlyCollection<string> tags, TensorFlowRuntime? runtime = null) => Load(path, new ModelOptions { Tags = tags }, runtime);

    /// <summary>
    /// A graph whose variables' values the caller has, such as those of another binding's session. It has no signatures; what reads
    /// a lookup table cannot be frozen, since nothing tells the table's entries.
    /// </summary>
    /// <param name="graphDef">The GraphDef, parsed here; the memory is not used afterwards.</param>
    /// <param name="values">
    /// The value of a variable; null: there is none, and what reads it is refused. Asked, on the thread that freezes, for the variables
    /// that the fetches need, once for each and anew whenever they are frozen; a value is copied before the next is asked for. Not to be waited for by another use of this model.
    /// What it throws comes out of freezing.
    /// </param>
    /// <param name="options">What the graph may do, and its sessions; tags and checkpoint are not used.</param>
    /// <param name="runtime">The libtensorflow to run its graphs; default: <see cref="TensorFlowRuntime.Default"/>, once a graph is run.</param>
    /// <exception cref="GraphException">No valid GraphDef.</exception>
    public static Model FromGraphDef(ReadOnlyMemory<byte> graphDef, Func<GraphVariable, TensorValue?> values, ModelOptions? options = null, TensorFlowRuntime? runtime = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var meta = new MetaGraphDef { GraphDef = GraphFile.Load(graphDef).Def };
        return new(new MetaGraph(meta, "graph", folder: null, checkpoint: null, other: null, values), options ?? new ModelOptions(), runtime);
    }

    /// <summary>The frozen graph that computes these tensors of the model, under its own names; made and loaded once.</summary>
    /// <param name="fetches">Tensors of the graph, such as <c>probabilities</c> or <c>split:1</c>.</param>
    /// <exception cref="GraphException">A tensor is not in the graph, or the graph cannot be frozen; the node is named.</exception>
    public Graph Graph(params IReadOnlyList<string> fetches) => Graph(fetches, []);

    /// <summary>The same, with tensors of the graph that are fed though they are no placeholders, such as the batch that a queue gives.</summary>
    /// <param name="fetches">Tensors of the graph, such as <c>probabilities</c> or <c>split:1</c>.</param>
    /// <param name="feeds">
    /// Tensors such as <c>batch</c> or <c>batch:1</c>. Each becomes a placeholder with any number of rows, called as its node and the
    /// output's number are (<c>batch_0</c>, <c>batch_1</c>); a placeholder stays what it is.
    /// </param>
    /// <exception cref="GraphException">A tensor is not in the graph, or the graph cannot be frozen; the node is named.</exception>
    public Graph Graph(IReadOnlyList<string> fetches, IReadOnlyList<string> feeds)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        ArgumentNullException.ThrowIfNull(feeds);
        return Loaded($"{fetches.Count} fetches\n" + string.Join('\n', fetches.Concat(feeds)), () => Freeze(fetches, feeds));
    }

    /// <summary>The frozen GraphDef that computes these tensors: it needs no files and no loading of variables.</summary>
    /// <inheritdoc cref="Graph(IReadOnlyList{string})"/>
    public byte[] Freeze(params IReadOnlyList<string> fetches) => Freeze(fetches, []);

    /// <summary>The same, with tensors of the graph that are fed though they are no placeholders.</summary>
    /// <inheritdoc cref="Graph(IReadOnlyList{string}, IReadOnlyList{string})"/>
    public byte[] Freeze(IReadOnlyList<string> fetches, IReadOnlyList<string> feeds)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        ArgumentNullException.ThrowIfNull(feeds);
        var fed = feeds.Select(TensorName.Parse).ToHashSet();
        return fetches.Count == 0 ? throw new PlanException("No tensor is named. Fix: name what to fetch (--fetch), or a signature.")
            : fetches.FirstOrDefault(f => fed.Contains(TensorName.Parse(f))) is { } both ? throw new PlanException($"'{both}' is fed and fetched. Fix: fetch what is computed of it.")
            : Freezer.ToBytes(_freezer.Of([.. fetches.Select(TensorName.Parse)], [.. feeds.Select(TensorName.Parse)]), Source);
    }

    /// <summary>Closes the graphs that were made of it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var graph in _graphs.Values)
            {
                graph.Dispose();
            }

            _graphs.Clear();
        }
    }

    /// <summary>Of these names those that are tensors of the graph and no placeholders → the placeholder that each becomes when it is fed.</summary>
    internal IReadOnlyDictionary<string, string> Cuts(IEnumerable<string> names)
    {
        var byText = names.Distinct(StringComparer.Ordinal).Select(n => (Name: n, Tensor: TensorName.Parse(n)))
            .Where(n => Meta.Def.Node.FirstOrDefault(d => d.Name == n.Tensor.Operation) is { } node && !(GraphReader.CanBeFed(node) && n.Tensor.Index == 0)).ToList();
        var placeholders = _freezer.PlaceholdersOf([.. byText.Select(n => n.Tensor)]);
        return byText.ToDictionary(n => n.Name, n => placeholders[n.Tensor.ToString()], StringComparer.Ordinal);
    }

    internal IReadOnlyList<string> FileOpsOf(SignatureDef signature) => _freezer.FileOpsOf(signature);

    internal (Graphs.Proto.GraphDef Def, SignatureNames Names) Frozen(SignatureDef signature, bool allInputs = true) => _freezer.Of(signature, allInputs);

    internal Graph Loaded(string key, Func<byte[]> freeze)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_graphs.TryGetValue(key, out var graph))
            {
                _graphs.Add(key, graph = TensorFrames.Graph.Load(freeze, Source, _runtime, _options.Config));
            }

            return graph;
        }
    }
}
