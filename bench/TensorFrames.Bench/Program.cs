using TensorFrames.Bench;
using TensorFrames.Bench.Check;

if (args.Contains("--check"))
{
    return CheckCommand.Run(Arguments.Parse(args));
}

return 0;
