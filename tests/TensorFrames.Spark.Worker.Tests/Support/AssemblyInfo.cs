using System.Runtime.Versioning;

// As the worker itself.
[assembly: SupportedOSPlatform("linux")]
