using System.Collections.Frozen;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>What ops do besides computing their outputs.</summary>
internal static class OpTraits
{
    // Marked stateful by TensorFlow, yet safe to run from many partitions at once in one session: they read, draw random
    // numbers, check, print, call (the called body is looked at by itself) or keep what ends with the run.
    private static readonly FrozenSet<string> Harmless = new[]
    {
        "Assert", "CheckNumerics", "CheckNumericsV2", "Print", "PrintV2", "Timestamp", "Empty", "DeepCopy", "GuaranteeConst", "TensorListResize",
        "If", "While", "Case", "RiscWhile", "StatefulPartitionedCall", "XlaLaunch", "XlaIf", "XlaWhile", "DebugIdentityV2", "DebugIdentityV3",
        "Multinomial", "TruncatedNormal", "ParameterizedTruncatedNormal", "NonDeterministicInts", "SampleDistortedBoundingBox", "SampleDistortedBoundingBoxV2",
        "RandomShuffle", "RandomStandardNormal", "RandomUniform", "RandomUniformInt", "RandomGamma", "RandomPoisson", "RandomPoissonV2", "RandomCrop",
        "AllCandidateSampler", "UniformCandidateSampler", "LogUniformCandidateSampler", "FixedUnigramCandidateSampler", "StatelessRandomGetAlg",
        "CudnnRNN", "CudnnRNNV2", "CudnnRNNV3",
        "HashTable", "HashTableV2", "AnonymousHashTable", "InitializeTable", "InitializeTableV2", "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
        "LookupTableFind", "LookupTableFindV2", "LookupTableSize", "LookupTableSizeV2", "LookupTableExport", "LookupTableExportV2",
        "VarHandleOp", "ReadVariableOp", "VarIsInitializedOp", "VariableShape", "ResourceGather", "ResourceGatherNd", "DisableCopyOnRead",
        "Variable", "VariableV2", "IsVariableInitialized",
        "RefIdentity", "RefSwitch", "RefMerge", "RefSelect", "RefEnter", "RefExit", "RefNextIteration",
        "Restore", "RestoreSlice", "RestoreV2", "PyFunc", "EagerPyFunc",
        "Stack", "StackV2", "StackPush", "StackPushV2", "StackPop", "StackPopV2", "StackClose", "StackCloseV2",
    }.ToFrozenSet(StringComparer.Ordinal);

    // The same feeds give other values in another run: random numbers (a seed fixes a session's sequence, not one run), the
    // time, memory that nobody wrote. TensorFlow's own mark does not tell: it is on readers too, and not on FractionalMaxPool.
    private static readonly FrozenSet<string> Random = new[]
    {
        "Timestamp", "Empty", "NonDeterministicInts", "Multinomial", "TruncatedNormal", "ParameterizedTruncatedNormal",
        "RandomShuffle", "RandomStandardNormal", "RandomUniform", "RandomUniformInt", "RandomGamma", "RandomPoisson", "RandomPoissonV2", "RandomCrop",
        "SampleDistortedBoundingBox", "SampleDistortedBoundingBoxV2", "FractionalMaxPool", "FractionalAvgPool",
        "AllCandidateSampler", "UniformCandidateSampler", "LogUniformCandidateSampler", "FixedUnigramCandidateSampler", "LearnedUnigramCandidateSampler",
        "ThreadUnsafeUnigramCandidateSampler", "CudnnRNN", "CudnnRNNV2", "CudnnRNNV3",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool MutatesFeeds(string op) => op is "InplaceUpdate" or "InplaceAdd" or "InplaceSub";

    public static bool IsRefVariable(string op) => op is "Variable" or "VariableV2" or "TemporaryVariable";

    /// <summary>Whether equal feeds may give other outputs in another run.</summary>
    public static bool IsRandom(string op) => Random.Contains(op);

    /// <summary>By TensorFlow's own marks: a stateful op, or one that takes a reference, unless it is known to be harmless.</summary>
    public static bool WritesState(string op, OpLookup ops) =>
        !Harmless.Contains(op) && !op.StartsWith("TensorArray", StringComparison.Ordinal) && !ops.IsFunction(op)
        && ops.Find(op) is { } definition && (definition.IsStateful || definition.InputArg.Any(a => a.IsRef));

    /// <summary>Distinct ops of the graph and its functions that fit, in ordinal order.</summary>
    public static IReadOnlyList<string> Used(GraphDef def, Func<NodeDef, bool> fits) =>
        [.. GraphBody.Of(def).SelectMany(b => b.Nodes).Where(fits).Select(n => n.Op).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
