namespace TensorFrames.Locating;

/// <summary>A libtensorflow inside an npm package: one brotli-compressed tar among its files. Sizes in bytes, sums SHA-256.</summary>
sealed record NpmPackage(string Name, string Version, string TensorFlowVersion)
{
    /// <summary>Bytes of the package as npm downloads it; for progress only.</summary>
    public required long PackedBytes { get; init; }

    /// <summary>The compressed tar inside the package.</summary>
    public required string Entry { get; init; }

    public required string EntrySha256 { get; init; }

    public required long UnpackedBytes { get; init; }

    /// <summary>Folder inside that tar; only the files named below are taken from it.</summary>
    public required string Root { get; init; }

    public required IReadOnlyList<PackedFile> Files { get; init; }

    /// <summary>Links made beside the files: name, target.</summary>
    public required IReadOnlyList<(string Name, string Target)> Links { get; init; }

    public string Id => $"{Name}@{Version}";

    /// <summary>libtensorflow 1.15.0 for Linux x64, as a long-published package carries it.</summary>
    public static NpmPackage TensorFlow115 { get; } = new("tfjs-node-lambda-releases", "1.6.1", "1.15.0")
    {
        PackedBytes = 194_920_996,
        Entry = "package/nodejs12.x-tf2.7.0.br",
        EntrySha256 = "81a3002830b84dd1fabb921541e81cf35ce41004855e3e4c531e8557d0cc0f2c",
        UnpackedBytes = 370_802_176,
        Root = "node_modules/@tensorflow/tfjs-node/deps/",
        Files =
        [
            new("lib/libtensorflow.so.1.15.0", 215_119_120,
                "95590cd1cbe4fcd2065e17b2c797a39e2ee31b499d081aff77d3b70a93818daa"),
            new("lib/libtensorflow_framework.so.1.15.0", 35_226_832,
                "0217782c0ef974979ea371efa2b672622cd4486d2ec2746d24277a5f50d63e09"),
            new("LICENSE", 11_419, null),
            new("THIRD_PARTY_TF_C_LICENSES", 422_211, null),
        ],
        Links =
        [
            ("lib/libtensorflow.so", "libtensorflow.so.1"),
            ("lib/libtensorflow.so.1", "libtensorflow.so.1.15.0"),
            ("lib/libtensorflow_framework.so", "libtensorflow_framework.so.1"),
            ("lib/libtensorflow_framework.so.1", "libtensorflow_framework.so.1.15.0"),
        ],
    };
}

/// <summary>A file of the package; without a sum of its own where the whole archive's is enough.</summary>
sealed record PackedFile(string Name, long Bytes, string? Sha256);
