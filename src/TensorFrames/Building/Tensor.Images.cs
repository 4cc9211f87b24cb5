using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Pictures.</content>
public sealed partial class Tensor
{
    /// <summary>The pixels of one JPEG, PNG or GIF (one frame): uint8 [height,width,channels]; 0 channels: those of the file.</summary>
    public Tensor DecodeJpeg(int channels = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("DecodeJpeg", [this], [("channels", (long)channels)], file, line);

    /// <summary>The pixels of one PNG, JPEG or GIF (one frame): uint8 or uint16 [height,width,channels]; 0 channels: those of the file.</summary>
    public Tensor DecodePng(int channels = 0, DType dtype = DType.UInt8, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("DecodePng", [this], [("channels", (long)channels), ("dtype", dtype)], file, line);

    /// <summary>Numbers out of the bytes of texts, all of one length: a new last axis.</summary>
    public Tensor DecodeRaw(DType dtype, bool littleEndian = true, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("DecodeRaw", [this], [("out_type", dtype), ("little_endian", littleEndian)], file, line);

    /// <summary>Pictures [count,height,width,channels] in another size, {height, width}, as TensorFlow 2 samples them: float32.</summary>
    public Tensor ResizeBilinear(Operand size, bool halfPixelCenters = true, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Make("ResizeBilinear", [this, size], [("half_pixel_centers", halfPixelCenters)], file, line);
}
