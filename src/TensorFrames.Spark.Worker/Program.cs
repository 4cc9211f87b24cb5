using System.Runtime.Versioning;
using TensorFrames.Spark.Worker.Process;
using TensorFrames.Spark.Worker.Tasks;

[assembly: SupportedOSPlatform("linux")]

return WorkerProcess.Run(args, () => new TaskBody());
