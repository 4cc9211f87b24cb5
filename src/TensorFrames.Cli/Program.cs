using TensorFrames.Cli;

using var interrupts = new Interrupts();
var code = CommandLine.Run(args, CliConsole.OfProcess(), interrupts.Token);
return code == ExitCodes.Interrupted ? interrupts.ExitCode : code;
