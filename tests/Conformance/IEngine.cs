using Apache.Arrow;

namespace TensorFrames.Tests.Conformance;

/// <summary>Where the suite's calls run: one engine with one libtensorflow.</summary>
internal interface IEngine
{
    /// <summary>Its column in docs/conformance.md.</summary>
    string Column { get; }

    /// <summary>The version of its libtensorflow.</summary>
    Runtime TensorFlow { get; }

    /// <summary>A GraphDef, for the verbs of this engine.</summary>
    Graph Load(byte[] graph);

    /// <summary>A model file, likewise.</summary>
    Graph LoadFile(string path);

    /// <summary>A model by its tags, likewise.</summary>
    Model LoadModel(string path, string[] tags);

    /// <summary>The stage at which this engine tells a golden case's error at the latest.</summary>
    Stage Latest(GoldenCase golden);

    /// <summary>A table of these partitions, each of which is one block.</summary>
    IVerbs Of(params IReadOnlyList<RecordBatch> partitions);

    /// <summary>Random tables a property is tried on.</summary>
    int Tries { get; }

    /// <summary>Every form of a golden case's input that this engine reads, and how often it is to be read: what differs is named.</summary>
    IReadOnlyList<(string Form, IVerbs Table)> Inputs(GoldenCase golden);

    /// <summary>Values as this engine's column types have them: what a table of them reads like.</summary>
    Task<List<RecordBatch>> AsReadAsync(GoldenCase golden, List<RecordBatch> expected);

    /// <summary>Options of a golden case in which this engine needs more than others.</summary>
    MapOptions Options(MapOptions options, List<RecordBatch> expected);
}
