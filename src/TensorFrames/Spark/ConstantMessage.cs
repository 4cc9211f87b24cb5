using Google.Protobuf;
using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>Tensors as the task message has them.</summary>
internal static class ConstantMessage
{
    internal static Constant Of(TensorValue value)
    {
        var message = new Constant { Dtype = (int)value.DType, Sizes = { value.Shape.Dims.ToArray() } };
        if (value.DType == DType.String)
        {
            message.Strings.AddRange(value.Texts().Select(text => ByteString.CopyFrom(text.Span)));
        }
        else
        {
            message.Values = ByteString.CopyFrom(value.Values.Span);
        }

        return message;
    }

    /// <exception cref="PlanException">Values, shape and dtype do not fit together.</exception>
    internal static TensorValue Parse(Constant message)
    {
        var dtype = (DType)message.Dtype;
        try
        {
            return dtype == DType.String ? TensorValue.OfTexts([.. message.Strings.Select(s => s.ToByteArray())], new TensorShape([.. message.Sizes]))
                : TensorValue.OfBytes(dtype, message.Values.Span, new TensorShape([.. message.Sizes]));
        }
        catch (ArgumentException e)
        {
            throw new PlanException($"The command holds no tensor of {dtype.Name()} [{string.Join(',', message.Sizes)}]: {e.Message}", e);
        }
    }
}
