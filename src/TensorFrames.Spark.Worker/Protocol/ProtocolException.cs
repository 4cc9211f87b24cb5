namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>What came from Spark's side is not what the protocol has there, or is something this worker does not do.</summary>
internal sealed class ProtocolException(string message, Exception? inner = null) : TensorFramesException(Stage.Read, message, inner);
