using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TensorFrames.Locating;

namespace TensorFrames.Tests.Locating;

/// <summary>An npm command that hands out a small package of the real one's form; it counts its runs in a file.</summary>
sealed class FakeNpm : IDisposable
{
    readonly string log;
    readonly string script;
    readonly string packed;

    public FakeNpm(Place place)
    {
        log = Path.Combine(place.Root, "npm.log");
        packed = Path.Combine(place.Root, "package.tgz");
        place.Package = Pack(packed);
        script = place.Lay("bin/npm");
        place.Set("PATH", Path.Combine(place.Root, "bin"));
        Script("cp \"$tgz\" \"$to/x.tgz\"");
    }

    public int Runs => File.Exists(log) ? File.ReadAllLines(log).Length : 0;

    /// <summary>The process id of the last run.</summary>
    public int LastId => int.Parse(File.ReadAllLines(log)[^1]);

    /// <summary>What "npm pack" does: shell lines that may use $tgz and $to.</summary>
    public void Script(string pack)
    {
        File.WriteAllText(script, $"""
            #!/bin/bash
            [ "$1" = config ] && exit 1
            echo $$ >> '{log}'
            tgz='{packed}' to="$PWD"
            {pack}

            """);
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
    }

    public void CutPackage() => File.WriteAllBytes(packed, File.ReadAllBytes(packed)[..^2000]);

    public void Dispose() => File.Delete(packed);

    static NpmPackage Pack(string path)
    {
        // Random bytes, so that nothing compresses away and a cut package is cut inside the library.
        var library = RandomNumberGenerator.GetBytes(100_000);
        var inner = Tar(("deps/lib/libtensorflow.so.1.15.0", library), ("deps/LICENSE", Encoding.UTF8.GetBytes("licence")),
            ("deps/include/c_api.h", []));
        using var brotli = new MemoryStream();
        using (var stream = new BrotliStream(brotli, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(inner);
        }
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Tar(("package/package.json", Encoding.UTF8.GetBytes("{}")), ("package/tf.br", brotli.ToArray())));
        }
        return new("fake", "1.0.0", "1.15.0")
        {
            PackedBytes = new FileInfo(path).Length,
            Entry = "package/tf.br",
            EntrySha256 = Convert.ToHexStringLower(SHA256.HashData(brotli.ToArray())),
            UnpackedBytes = inner.Length,
            Root = "deps/",
            Files =
            [
                new("lib/libtensorflow.so.1.15.0", library.Length, Convert.ToHexStringLower(SHA256.HashData(library))),
                new("LICENSE", 7, null),
            ],
            Links = [("lib/libtensorflow.so", "libtensorflow.so.1"), ("lib/libtensorflow.so.1", "libtensorflow.so.1.15.0")],
        };
    }

    static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }
        return memory.ToArray();
    }
}
