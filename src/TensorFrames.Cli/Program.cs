using TensorFrames.Cli;

using var interrupts = new Interrupts();
try
{
    var code = CommandLine.Run(args, CliConsole.OfProcess(), interrupts.Token);
    return code == ExitCodes.Interrupted ? interrupts.ExitCode : code;
}
catch (IOException error)
{
    // Errors of the work are told by the commands. This one is of the telling: standard output is full.
    Console.Error.WriteLine($"tframes: Standard output cannot be written: {error.Message}");
    return ExitCodes.ReadOrRun;
}
