using System.Diagnostics;

namespace TensorFrames.Tests;

/// <summary>
/// Progress of a fetch during tests. The test runner hides what fixtures print, so it goes to the terminal itself where
/// there is one, and to a log file until it has succeeded.
/// </summary>
sealed class FetchLog : IProgress<FetchProgress>, IDisposable
{
    readonly StreamWriter log;
    readonly StreamWriter? terminal = Terminal();
    FetchStep? step;
    long lastTold;

    public FetchLog(string version)
    {
        File = Path.Combine(Path.GetTempPath(), $"tensorframes-fetch-{version}-{Environment.ProcessId}.log");
        log = new StreamWriter(File) { AutoFlush = true };
    }

    public string File { get; }

    public void Report(FetchProgress value)
    {
        var line = $"{value.What}: {value.Step.ToString().ToLowerInvariant()} {value.Bytes >> 20}"
            + (value.TotalBytes > 0 ? $" of {value.TotalBytes >> 20} MiB" : " MiB");
        if (value.Step != step || Stopwatch.GetElapsedTime(lastTold) > TimeSpan.FromSeconds(1))
        {
            Write(line);
            lastTold = Stopwatch.GetTimestamp();
        }
        terminal?.Write($"\r{line}\e[K{(value.Step == FetchStep.Done ? "\n" : "")}");
        terminal?.Flush();
        step = value.Step;
    }

    /// <summary>For when all went well: nobody needs the file then.</summary>
    public void Delete() => System.IO.File.Delete(File);

    public void Write(string text) => log.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}");

    public void Dispose()
    {
        log.Dispose();
        terminal?.Dispose();
    }

    static StreamWriter? Terminal()
    {
        try
        {
            return new StreamWriter(new FileStream("/dev/tty", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // No terminal: a CI job, an IDE.
            return null;
        }
    }
}
