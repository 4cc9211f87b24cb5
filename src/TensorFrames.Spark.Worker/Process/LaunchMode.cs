namespace TensorFrames.Spark.Worker.Process;

/// <summary>What the executable was started for.</summary>
internal enum LaunchMode
{
    /// <summary>Someone's terminal.</summary>
    Help,

    /// <summary>Spark listens to connections of this process: many tasks at once.</summary>
    Daemon,

    /// <summary>This process connects to Spark and does one task.</summary>
    Simple,

    /// <summary>Spark asks a Python for its version, for its log.</summary>
    Version,

    /// <summary>Spark asks a Python to run a line, for its log.</summary>
    Script,
}
