using TensorFrames.Interop;
using TensorFrames.Locating;

namespace TensorFrames;

/// <summary>Whether the shim can be used here, said once and clearly before anything calls it.</summary>
internal static class ShimLibrary
{
    /// <summary>The version of its functions; null where it cannot be loaded.</summary>
    internal static int? Version
    {
        get
        {
            try
            {
                return Shim.tfn_abi_version();
            }
            catch (DllNotFoundException)
            {
                return null;
            }
        }
    }

    /// <exception cref="LibTensorFlowException">Not Linux x64, no shim beside the app, or one of another version.</exception>
    internal static void Check()
    {
        var problem = SupportedPlatform.Problem ?? Version switch
        {
            null => "The shim libtfn.so is not beside the app. Fix: reference the package TensorFrames, and publish for linux-x64.",
            Shim.AbiVersion => null,
            var other => $"The shim libtfn.so speaks version {other}, this assembly {Shim.AbiVersion}. Fix: install both from one package.",
        };
        if (problem is not null)
        {
            throw new LibTensorFlowException(problem);
        }
    }
}
