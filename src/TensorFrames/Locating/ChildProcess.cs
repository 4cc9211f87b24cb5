using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TensorFrames.Locating;

/// <summary>Runs a command to its end, watches it, and kills it with its children when cancelled.</summary>
static class ChildProcess
{
    /// <summary>What the command said; <see cref="Errors"/> is the end of stderr, short enough for a message.</summary>
    public readonly record struct Result(int ExitCode, string Output, string Errors);

    /// <exception cref="LibTensorFlowException">The command cannot be started.</exception>
    public static Result Run(
        string command,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> variables,
        Action watch,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        // Nothing may wait for an answer from the user.
        process.StandardInput.Close();
        var output = Collect(process, standardError: false);
        var errors = Collect(process, standardError: true);
        using var kill = cancellationToken.Register(() => Kill(process));
        while (!process.WaitForExit(150))
        {
            watch();
        }
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        return new(process.ExitCode, output.ToString(), Tail(errors.ToString()));
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new LibTensorFlowException($"'{start.FileName}' cannot be started: {error.Message}", error);
        }
    }

    static StringBuilder Collect(Process process, bool standardError)
    {
        var text = new StringBuilder();
        void Add(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } data)
            {
                text.Append(data).Append('\n');
            }
        }
        if (standardError)
        {
            process.ErrorDataReceived += Add;
            process.BeginErrorReadLine();
        }
        else
        {
            process.OutputDataReceived += Add;
            process.BeginOutputReadLine();
        }
        return text;
    }

    static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself in the meantime.
        }
    }

    static string Tail(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" | ", lines.Length <= 6 ? lines : [.. lines[..4], "…", lines[^1]]);
    }
}
