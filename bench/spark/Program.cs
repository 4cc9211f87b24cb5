using TensorFrames.Bench.Spark;

return await SparkBench.RunAsync(args);
