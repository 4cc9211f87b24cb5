using System.Runtime.Versioning;

// As the library itself: Linux alone.
[assembly: SupportedOSPlatform("linux")]

// What is timed has the process for itself.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
