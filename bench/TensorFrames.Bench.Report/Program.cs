using TensorFrames.Bench.Report;
using TensorFrames.Tests;

if (args.Contains("--help"))
{
    Console.WriteLine(ReportArguments.Help);
    return 0;
}

try
{
    Draw.Run(Checkout.Root, ReportArguments.Parse(args).Png);
    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidDataException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
