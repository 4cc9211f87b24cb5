using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Activations of neural networks.</content>
public sealed partial class Tensor
{
    /// <summary>What is negative becomes 0.</summary>
    public Tensor Relu([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Relu", file, line, this);

    /// <summary>What is negative becomes 0, what is above 6 becomes 6.</summary>
    public Tensor Relu6([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Relu6", file, line, this);

    /// <summary>exp(x) - 1 where x is negative.</summary>
    public Tensor Elu([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Elu", file, line, this);

    /// <summary>The scaled exponential linear unit.</summary>
    public Tensor Selu([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Selu", file, line, this);

    /// <summary>log(exp(x) + 1).</summary>
    public Tensor Softplus([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Softplus", file, line, this);

    /// <summary>x / (|x| + 1).</summary>
    public Tensor Softsign([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Softsign", file, line, this);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public Tensor Sigmoid([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Sigmoid", file, line, this);

    /// <summary>Hyperbolic tangents.</summary>
    public Tensor Tanh([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Tanh", file, line, this);

    /// <summary>exp(x) / sum(exp(x)) along the last axis.</summary>
    public Tensor Softmax([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Softmax", file, line, this);

    /// <summary>The logarithm of the softmax along the last axis.</summary>
    public Tensor LogSoftmax([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("LogSoftmax", file, line, this);

    /// <summary>What is negative is multiplied by alpha.</summary>
    public Tensor LeakyRelu(float alpha = 0.2f, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("LeakyRelu", [this], [("alpha", alpha)], file, line);

    /// <summary>x · Φ(x), with the error function.</summary>
    public Tensor Gelu([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var phi = Make("Add", file, line, Make("Erf", file, line, Make("Mul", file, line, this, Math.Sqrt(0.5))), 1);
        return Make("Mul", file, line, Make("Mul", file, line, this, 0.5), phi);
    }
}
