namespace TensorFrames.Bench.Tests.Spark;

/// <summary>A script in Python's place: this machine's has no TensorFlow. It answers as peer.py does, and logs what Spark would.</summary>
internal static class FakePython
{
    /// <summary>Names that it cannot import.</summary>
    internal static string Lacking(ScratchFolder folder, params string[] names) => Write(folder, $"printf '%s\\n' {string.Join(' ', names)}", "exit 1");

    /// <summary>A Python with all that peers need, whose jobs take so long and send so many bytes.</summary>
    internal static string Taking(ScratchFolder folder, string seconds, int sent) => Write(folder, "", $$$"""
        for a in "$@"; do case $a in spark.eventLog.dir=file:*) log=${a#*file:}/app ;; esac; done
        echo ready
        while read -r job; do
          echo '{"Event":"SparkListenerJobStart","Stage IDs":[1],"Properties":{"spark.sql.execution.id":"1"}}' >>"$log"
          echo '{"Event":"SparkListenerTaskEnd","Stage ID":1,"Task Info":{"Accumulables":[{"Name":"data sent to Python workers","Update":"{{{sent}}}"}]}}' >>"$log"
          echo '{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd"}' >>"$log"
          echo 'seconds {{{seconds}}}'
        done
        """);

    /// <summary>A Python whose jobs all fail.</summary>
    internal static string Failing(ScratchFolder folder, string reason) => Write(folder, "", $"echo ready; while read -r job; do echo 'failed {reason}'; done");

    private static string Write(ScratchFolder folder, string onCheck, string onPeer)
    {
        var file = folder.File("python");
        File.WriteAllText(file, $"#!/bin/sh\nif [ \"$1\" = -c ]; then\n  {(onCheck.Length == 0 ? ":" : onCheck)}\n  exit 0\nfi\n{onPeer}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
