namespace TensorFrames.Locating;

/// <summary>What a search sees of the machine; tests give it another.</summary>
sealed record Surroundings
{
    public static Surroundings Here { get; } = new();

    public string BaseDirectory { get; init; } = AppContext.BaseDirectory;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public NpmPackage Package { get; init; } = NpmPackage.TensorFlow115;

    /// <summary>Null on Linux x64, else the message that says so.</summary>
    public string? Unsupported { get; init; } = SupportedPlatform.Problem;

    public string CacheFolder =>
        Variable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? Path.Combine(cache, "tensorframes-net")
            : Path.Combine(Home, ".cache", "tensorframes-net");

    string Home => Variable("HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Full path of a command on PATH, or null.</summary>
    public string? Command(string name) => (Variable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathRooted)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
