namespace TensorFrames;

/// <summary>The places libtensorflow is looked for, in order.</summary>
public enum LibTensorFlowSource
{
    /// <summary><see cref="LibTensorFlowOptions.Path"/>, or <c>--libtensorflow</c> on the command line.</summary>
    Option,

    /// <summary>The variable <c>TENSORFRAMES_LIBTENSORFLOW</c>.</summary>
    Environment,

    /// <summary>A SciSharp redist: <c>runtimes/linux-x64/native</c> beside the app, or the app's folder once published.</summary>
    Redist,

    /// <summary>The user's cache of fetched libraries.</summary>
    Cache,

    /// <summary><c>../shared/tensorflow</c> beside a source checkout.</summary>
    Shared,

    /// <summary>An npm package that carries 1.15.0.</summary>
    Npm,
}
