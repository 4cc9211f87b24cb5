using System.Runtime.Versioning;

// As the library itself: tests may use file modes and links without asking.
[assembly: SupportedOSPlatform("linux")]

// Native live bytes of each runtime are back to 0 at the end of every test.
[assembly: TensorFrames.Tests.NothingStaysLive]
