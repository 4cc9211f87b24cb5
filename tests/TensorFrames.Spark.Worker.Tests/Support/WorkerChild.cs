using System.Diagnostics;
using System.Text;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>A worker process, started as the JVM starts a Python. Ends with the test.</summary>
internal sealed class WorkerChild : IDisposable
{
    private readonly StringBuilder _log = new();
    private readonly ManualResetEventSlim _logEnds = new();

    internal WorkerChild(string[] arguments, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(WorkerExecutable.Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        Process = System.Diagnostics.Process.Start(start)!;
        Process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _logEnds.Set();
                return;
            }

            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        };
        Process.BeginErrorReadLine();
    }

    internal System.Diagnostics.Process Process { get; }

    internal Stream StandardOutput => Process.StandardOutput.BaseStream;

    internal string LogText
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Of memory that is there now, in bytes.</summary>
    internal long Resident => Status("VmRSS") << 10;

    /// <summary>The most that ever was there at once, in bytes.</summary>
    internal long PeakResident => Status("VmHWM") << 10;

    /// <summary>The most address space that ever was taken, in bytes.</summary>
    internal long PeakVirtual => Status("VmPeak") << 10;

    /// <summary>Processor time used by all threads so far.</summary>
    internal TimeSpan Busy
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    internal int Threads => (int)Status("Threads");

    /// <summary>As Spark ends it: by closing its input, or by a signal.</summary>
    internal void End(bool bySignal)
    {
        if (bySignal)
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{Process.Id}"]);
        }
        else
        {
            Process.StandardInput.Close();
        }
    }

    /// <summary>Writes what asks the daemon to kill a worker.</summary>
    internal void AskToKill(int pid)
    {
        Process.StandardInput.BaseStream.Write(new Fields().Int(pid).ToArray());
        Process.StandardInput.BaseStream.Flush();
    }

    internal int ExitCode()
    {
        Assert.True(Process.WaitForExit(10_000), "the worker goes on");

        // Its last words may still be on their way.
        Assert.True(_logEnds.Wait(10_000), "the worker's log does not end");
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.WaitForExit();
        Process.Dispose();
        _logEnds.Dispose();
    }

    private long Status(string name) => long.Parse(File.ReadLines($"/proc/{Process.Id}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal))
        .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
}
