using Google.Protobuf;
using TensorFrames.Models.Proto;
using TensorFrames.Tests.Ipc;

namespace TensorFrames.Tests.Models;

/// <summary>A golden model in a folder of its own. A case damages one or two of its files and writes only these; then they are put back.</summary>
internal sealed class FuzzedModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, byte[]> _files;
    private readonly string _graph;
    private readonly MessageParser _parser;
    private readonly string? _checkpoint;

    /// <param name="golden">The model's folder.</param>
    /// <param name="checkpoint">Another checkpoint, by its prefix, whose values it takes; null: none.</param>
    internal FuzzedModel(string golden, string? checkpoint = null)
    {
        Name = golden;
        Folders.Copy(Golden.Path(golden), _folder.Folder);
        if (checkpoint is not null)
        {
            Folders.Copy(Path.GetDirectoryName(Golden.Path(checkpoint))!, _folder.At("other"));
            _checkpoint = _folder.At("other/" + Path.GetFileName(checkpoint));
        }

        // What is never read is no place to look.
        foreach (var file in Directory.GetFiles(_folder.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is "fingerprint.pb" or "checkpoint" or "model_stripped.meta"
            || (f.StartsWith(_folder.At("other"), StringComparison.Ordinal) && !f.StartsWith(_checkpoint + ".", StringComparison.Ordinal))))
        {
            File.Delete(file);
        }

        _files = Directory.GetFiles(_folder.Folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);
        _graph = _files.Keys.First(f => f.EndsWith("saved_model.pb", StringComparison.Ordinal) || f.EndsWith("model.ckpt.meta", StringComparison.Ordinal));
        _parser = _graph.EndsWith(".meta", StringComparison.Ordinal) ? MetaGraphDef.Parser : SavedModel.Parser;
    }

    internal string Name { get; }

    /// <summary>Damages it, loads it, and puts it back.</summary>
    /// <returns>Whether it was refused.</returns>
    internal bool IsRefused(Random random)
    {
        var damaged = Damaged(random);
        foreach (var (file, bytes) in damaged)
        {
            File.WriteAllBytes(file, bytes);
        }

        try
        {
            return IsRefused();
        }
        finally
        {
            foreach (var file in damaged.Keys)
            {
                File.WriteAllBytes(file, _files[file]);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    // Most of what there is to go wrong is in graphs and indexes, behind what a parser or a checksum would find.
    private Dictionary<string, byte[]> Damaged(Random random)
    {
        var way = random.Next(10);
        var index = random.Of(_files.Keys.Where(f => f.EndsWith(".index", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray());
        var data = index[..^".index".Length] + ".data-00000-of-00001";
        if (way < 5)
        {
            var message = _parser.ParseFrom(_files[_graph]);
            GraphDamage.Run(message as MetaGraphDef ?? random.Of(((SavedModel)message).MetaGraphs), random);
            return new(StringComparer.Ordinal) { [_graph] = message.ToByteArray() };
        }

        if (way < 7)
        {
            return new(StringComparer.Ordinal) { [index] = IndexDamage.Entries(_files[index], random) };
        }

        if (way < 8 && IndexDamage.Objects(_files[index], _files[data], random) is { } objects)
        {
            return new(StringComparer.Ordinal) { [index] = objects.Index, [data] = objects.Data };
        }

        var file = random.Of(_files.Keys.Order(StringComparer.Ordinal).ToArray());
        return new(StringComparer.Ordinal) { [file] = random.Damaged(_files[file]) };
    }

    private bool IsRefused()
    {
        try
        {
            using var model = Model.Load(_parser == SavedModel.Parser ? _folder.Folder : _graph, new ModelOptions { Checkpoint = _checkpoint });
            _ = model.Variables.Count + model.Assets.Count;
            foreach (var signature in model.Signatures.Values)
            {
                _ = signature.FileOps.Count;
                signature.Freeze();
            }

            if (model.Signatures.Count == 0)
            {
                model.Freeze("probabilities");
            }

            return false;
        }
        catch (TensorFramesException error)
        {
            Assert.NotEqual("", error.Message);
            return true;
        }
    }
}
