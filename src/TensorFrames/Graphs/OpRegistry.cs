using System.Collections.Frozen;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>The ops that a loaded libtensorflow knows, from its serialized OpList.</summary>
internal sealed class OpRegistry
{
    private readonly FrozenDictionary<string, OpDef> _ops;

    private OpRegistry(string version, FrozenDictionary<string, OpDef> ops) => (Version, _ops) = (version, ops);

    /// <summary>The runtime's version as TF_Version says it, such as 1.15.0.</summary>
    public string Version { get; }

    public int Count => _ops.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, OpDef> ByName => _ops;

    public OpDef? Find(string op) => _ops.GetValueOrDefault(op);

    /// <summary>Reads a serialized OpList (TF_GetAllOpList).</summary>
    public static OpRegistry Parse(ReadOnlySpan<byte> opList, string version)
    {
        try
        {
            var ops = OpList.Parser.ParseFrom(opList).Op;
            return new(version, ops.DistinctBy(o => o.Name, StringComparer.Ordinal).ToFrozenDictionary(o => o.Name, StringComparer.Ordinal));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new LibTensorFlowException($"libtensorflow {version} gave a list of ops that is no valid OpList ({opList.Length} bytes).", e);
        }
    }
}
