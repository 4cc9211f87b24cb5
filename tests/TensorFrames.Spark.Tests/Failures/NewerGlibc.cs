using System.Text;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>An executable as a newer system would have linked it: it asks for a glibc that no machine has yet, so the real loader refuses it.</summary>
internal static class NewerGlibc
{
    internal static string Of(string executable, string copy)
    {
        var bytes = File.ReadAllBytes(executable);
        Replace(bytes, "GLIBC_2.34\0"u8, "GLIBC_2.99\0"u8);
        Replace(bytes, BitConverter.GetBytes(Hash("GLIBC_2.34")), BitConverter.GetBytes(Hash("GLIBC_2.99")));
        File.WriteAllBytes(copy, bytes);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return copy;
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with)
    {
        var at = bytes.IndexOf(old);
        Assert.True(at >= 0, "the worker is linked to another glibc than this test knows");
        with.CopyTo(bytes[at..]);
    }

    // Of the version's name, as ELF version tables hold it.
    private static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var c in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + c;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
