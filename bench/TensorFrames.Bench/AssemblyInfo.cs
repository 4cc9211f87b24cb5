using System.Runtime.Versioning;

// As the library itself: Linux alone.
[assembly: SupportedOSPlatform("linux")]
