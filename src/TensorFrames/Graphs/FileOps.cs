using System.Collections.Frozen;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>Ops that read or write files by themselves.</summary>
internal static class FileOps
{
    private static readonly FrozenSet<string> Always = new[]
    {
        "ReadFile", "WriteFile", "MatchingFiles", "Save", "SaveSlices", "SaveV2", "Restore", "RestoreSlice", "RestoreV2", "MergeV2Checkpoints", "DistributedSave",
        "CheckpointHasKey", "LoadAndRemapMatrix", "GenerateVocabRemapping", "InitializeTableFromTextFile", "InitializeTableFromTextFileV2", "Skipgram",
        "WholeFileReader", "WholeFileReaderV2", "TextLineReader", "TextLineReaderV2", "FixedLengthRecordReader", "FixedLengthRecordReaderV2",
        "TFRecordReader", "TFRecordReaderV2", "LMDBReader", "RecordInput", "ImmutableConst",
        "TextLineDataset", "TFRecordDataset", "TFRecordDatasetV2", "FixedLengthRecordDataset", "FixedLengthRecordDatasetV2", "LMDBDataset", "SqlDataset", "CSVDataset", "CSVDatasetV2",
        "ExperimentalLMDBDataset", "ExperimentalSqlDataset", "ExperimentalCSVDataset", "ExperimentalMatchingFilesDataset", "ExperimentalDatasetToTFRecord",
        "MatchingFilesDataset", "DatasetToTFRecord", "SaveDataset", "SaveDatasetV2", "LoadDataset", "SnapshotDataset", "SnapshotDatasetV2", "CacheDataset", "CacheDatasetV2",
        "ListSnapshotChunksDataset", "SnapshotDatasetReader", "SnapshotChunkDataset", "CalibrationStatisticsSaver",
        "CreateSummaryFileWriter", "CreateSummaryDbWriter", "DumpTensor", "FileSystemSetConfiguration",

        // It runs a graph that is a value, in which any of these may be.
        "DatasetFromGraph",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a node touches files: by its op, or by an attribute that names one.</summary>
    public static bool Has(NodeDef node) => Always.Contains(node.Op) || node.Op switch
    {
        "PrintV2" => Text(node, "output_stream").StartsWith("file://", StringComparison.Ordinal),
        "FixedUnigramCandidateSampler" => Text(node, "vocab_file").Length != 0,
        "DecodeProtoV2" or "EncodeProto" => Text(node, "descriptor_source") is var source && source.Length != 0 && source != "local://" && !source.StartsWith("bytes://", StringComparison.Ordinal),
        _ => node.Op.StartsWith("Debug", StringComparison.Ordinal) && node.Attr.GetValueOrDefault("debug_urls")?.List is { S.Count: > 0 },
    };

    private static string Text(NodeDef node, string attribute) => node.Attr.GetValueOrDefault(attribute)?.S.ToStringUtf8() ?? "";
}
