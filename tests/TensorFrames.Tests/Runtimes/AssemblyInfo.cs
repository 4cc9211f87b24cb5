using System.Runtime.Versioning;

// As the library itself: tests may use file modes and links without asking.
[assembly: SupportedOSPlatform("linux")]
