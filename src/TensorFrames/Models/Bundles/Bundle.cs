using System.Text;
using Google.Protobuf;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>A checkpoint: an index (<c>prefix.index</c>) and files of values (<c>prefix.data-00000-of-00001</c>), checked against each other.</summary>
internal sealed class Bundle
{
    private readonly Dictionary<string, BundleEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BundleEntry> _slices = new(StringComparer.Ordinal);

    private Bundle(string prefix) => Prefix = prefix;

    /// <summary>The path without <c>.index</c>.</summary>
    public string Prefix { get; }

    /// <summary>The values, by their keys in ordinal order, without those that TensorFlow keeps for itself.</summary>
    public IEnumerable<BundleEntry> Entries => _entries.Values.Where(e => !e.Key.StartsWith('_') && !e.Key.EndsWith("/.ATTRIBUTES/OBJECT_CONFIG_JSON", StringComparison.Ordinal));

    /// <summary>Opens a checkpoint; null where there is none at this prefix.</summary>
    /// <exception cref="GraphException">It is damaged, or a file of it is missing.</exception>
    public static Bundle? Open(string prefix)
    {
        var index = prefix + ".index";
        if (!File.Exists(index))
        {
            return null;
        }

        var bundle = new Bundle(prefix);
        var entries = SortedTable.Read(ModelBytes.Read(index, "checkpoint index"), index);
        BundleShards? shards = null;
        foreach (var (key, value) in entries)
        {
            try
            {
                if (key.Length == 0)
                {
                    shards = BundleShards.Of(BundleHeaderProto.Parser.ParseFrom(value), prefix, index);
                }
                else if (shards is null)
                {
                    break;
                }
                else
                {
                    bundle.Add(key, BundleEntryProto.Parser.ParseFrom(value), shards, index);
                }
            }
            catch (InvalidProtocolBufferException e)
            {
                throw new GraphException($"'{index}' is no valid checkpoint index: the entry of '{Encoding.UTF8.GetString(key)}' cannot be read. Fix: write or copy the checkpoint again.", e);
            }
        }

        return shards is null ? throw new GraphException($"'{index}' is no valid checkpoint index: it has no header. Fix: write or copy the checkpoint again.") : bundle;
    }

    public BundleEntry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>A part of a variable that was saved in parts.</summary>
    public BundleEntry? FindSlice(byte[] key) => _slices.GetValueOrDefault(Convert.ToHexString(key));

    private void Add(byte[] key, BundleEntryProto proto, BundleShards shards, string index)
    {
        var name = Encoding.UTF8.GetString(key);

        // Keys of parts begin with a zero byte.
        if (key[0] == 0)
        {
            _slices[Convert.ToHexString(key)] = new BundleEntry(name, proto, shards, index);
        }
        else
        {
            _entries[name] = new BundleEntry(name, proto, shards, index);
        }
    }
}
