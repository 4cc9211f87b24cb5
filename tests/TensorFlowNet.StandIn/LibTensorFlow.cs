using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>
/// The C API of a libtensorflow, never closed. The real binding has one for the process; here each test has its own, and a program the
/// one that TENSORFRAMES_LIBTENSORFLOW names.
/// </summary>
public sealed unsafe class LibTensorFlow
{
    private static readonly ConcurrentDictionary<string, LibTensorFlow> s_opened = new(StringComparer.Ordinal);
    private static readonly AsyncLocal<string?> s_path = new();
    private readonly nint _library;

    private LibTensorFlow(string path)
    {
        // 1.15.0 finds it by itself only where it is installed.
        foreach (var framework in new[] { "libtensorflow_framework.so.1", "libtensorflow_framework.so.2" })
        {
            NativeLibrary.TryLoad(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, framework), out _);
        }

        _library = NativeLibrary.Load(path);
    }

    internal static LibTensorFlow Current =>
        s_opened.GetOrAdd(s_path.Value ?? Environment.GetEnvironmentVariable("TENSORFRAMES_LIBTENSORFLOW")!, path => new LibTensorFlow(path));

    internal void* this[string function] => (void*)NativeLibrary.GetExport(_library, "TF_" + function);

    /// <summary>The library of what this test makes from now on.</summary>
    public static void Use(string path) => s_path.Value = path;

    /// <summary>Makes what needs no arguments: a status, a buffer, a graph, options.</summary>
    internal nint New(string what) => ((delegate* unmanaged<nint>)this["New" + what])();

    internal void Delete(string what, nint handle) => ((delegate* unmanaged<nint, void>)this["Delete" + what])(handle);
}
