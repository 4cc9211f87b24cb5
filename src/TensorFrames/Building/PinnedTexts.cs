using System.Runtime.InteropServices;
using System.Text;

namespace TensorFrames.Building;

/// <summary>Texts and bytes at addresses that hold until it is disposed of.</summary>
internal sealed unsafe class PinnedTexts : IDisposable
{
    private readonly List<GCHandle> _pins = [];

    /// <summary>UTF-8 that ends in a zero byte.</summary>
    internal byte* Of(string text) => Of(Encoding.UTF8.GetBytes(text + '\0'));

    internal byte* Of(byte[] bytes)
    {
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        _pins.Add(pin);
        return (byte*)pin.AddrOfPinnedObject();
    }

    public void Dispose()
    {
        _pins.ForEach(p => p.Free());
        _pins.Clear();
    }
}
