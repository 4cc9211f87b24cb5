namespace TensorFrames.Spark;

/// <summary>What a session's verbs run by on the executors.</summary>
/// <param name="Worker">The executable: a path below a task's folder where it was shipped, the installed one's else.</param>
/// <param name="BatchRows">Rows of the largest batch that Spark cuts (<see cref="ShipOptions.BatchRows"/>).</param>
/// <param name="LibTensorFlow">The session's file, the path on the nodes, or that executors find one themselves.</param>
public sealed record ShipReport(string Worker, int BatchRows, string LibTensorFlow);
