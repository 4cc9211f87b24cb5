using System.Diagnostics;

namespace TensorFrames.Bench.Spark.Peers;

/// <summary>The Python that --python names.</summary>
/// <param name="Program">The interpreter.</param>
/// <param name="Missing">What it cannot import of what peers need; empty where it can run them.</param>
internal sealed record PeerPython(string Program, IReadOnlyList<string> Missing)
{
    private static readonly string[] s_needed = ["tensorflow", "pyarrow", "pandas", "pyspark"];

    /// <summary>Why peers do not run where no Python is named.</summary>
    internal const string NotNamed = "not run: no --python with tensorflow, pyarrow, pandas and pyspark";

    // Names only, one a line, of those that cannot be imported; the reason goes to the errors.
    private const string Check = """
        import importlib, sys
        for name in sys.argv[1:]:
            try:
                importlib.import_module(name)
            except Exception as error:
                print(name)
                print(f"{name}: {error}", file=sys.stderr)
        """;

    /// <param name="program">The interpreter, a path or a name on PATH.</param>
    /// <param name="sparkHome">The distribution whose pyspark it takes where it has none of its own.</param>
    /// <exception cref="UsageException">It cannot be started, or ends badly.</exception>
    internal static PeerPython Find(string program, string sparkHome)
    {
        var start = Start(program, sparkHome, ["-c", Check, .. s_needed]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var names = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            process.WaitForExit();
            return process.ExitCode == 0 ? new(program, names) : throw new UsageException($"--python {program} ended with {process.ExitCode}: {errors.Result.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"--python {program} cannot be started: {e.Message}. Fix: name a Python 3 that has {string.Join(", ", s_needed)}.", e);
        }
    }

    /// <summary>Ends what cannot measure before anything is measured.</summary>
    /// <exception cref="UsageException">Something is missing.</exception>
    internal PeerPython OrThrow() => Missing.Count == 0 ? this : throw new UsageException(
        $"--python {Program} cannot import {string.Join(", ", Missing)}. Fix: name a Python that has {string.Join(", ", s_needed)} (pyspark may come from the Spark distribution), or leave --python out: peers are then noted as not run.");

    /// <summary>The interpreter with the distribution's own pyspark.</summary>
    internal static ProcessStartInfo Start(string program, string sparkHome, IEnumerable<string> arguments)
    {
        var library = Path.Combine(sparkHome, "python", "lib");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment["SPARK_HOME"] = sparkHome;
        start.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        start.Environment["PYTHONPATH"] = Directory.Exists(library) ? string.Join(':', Directory.EnumerateFiles(library, "*.zip")) : "";
        return start;
    }
}
