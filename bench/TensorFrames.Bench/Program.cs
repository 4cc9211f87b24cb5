using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using TensorFrames.Bench;
using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Check;
using TensorFrames.Bench.StageRun;
using TensorFrames.Bench.Track;

if (args.Contains("--check"))
{
    return CheckCommand.Run(Arguments.Parse(args));
}

if (args.Contains("--track"))
{
    return TrackCommand.Run(Arguments.Parse(args));
}

if (args.Contains("--stages"))
{
    return StagesCommand.Run(Arguments.Parse(args));
}

if (args.Length == 0 || args.Contains("--help"))
{
    Console.WriteLine(Arguments.Help);
    return args.Length == 0 ? 1 : 0;
}

BenchmarkSwitcher.FromAssembly(typeof(CheckCommand).Assembly).Run(args, ManualConfig.Union(DefaultConfig.Instance, new BenchConfig()));
return 0;
