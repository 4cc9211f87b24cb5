using TensorFrames.Bench.Report;
using TensorFrames.Bench.Report.CostModel;
using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Tests;

if (args.Contains("--help"))
{
    Console.WriteLine(ReportArguments.Help);
    return 0;
}

try
{
    var arguments = ReportArguments.Parse(args);
    if (arguments.Predict is { } job)
    {
        PredictCommand.Run(Measured.Read(Checkout.Root, arguments.Results), job, Console.Out);
    }
    else
    {
        Draw.Run(Checkout.Root, arguments);
    }

    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidDataException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
