using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>Which dtype each argument of an operation has, as far as what is given tells it.</summary>
internal sealed class OpArguments
{
    private readonly OpDef _op;
    private readonly Dictionary<string, DType> _types = new(StringComparer.Ordinal);

    /// <summary>Dtypes come from attributes that are given, then from tensors, then from the op's defaults, then from the first C# value.</summary>
    internal OpArguments(OpDef op, ReadOnlySpan<Operand> inputs, IReadOnlyDictionary<string, AttrValue> attributes)
    {
        _op = op;
        foreach (var (name, value) in attributes.Where(a => a.Value.ValueCase == AttrValue.ValueOneofCase.Type))
        {
            _types[name] = (DType)value.Type;
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (Given(inputs[i]) is { } dtype)
            {
                Learn(op.InputArg[i].TypeAttr, dtype);
            }
        }

        foreach (var attr in op.Attr.Where(a => a.DefaultValue?.ValueCase == AttrValue.ValueOneofCase.Type))
        {
            Learn(attr.Name, (DType)attr.DefaultValue.Type);
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Value is Literal literal)
            {
                Learn(op.InputArg[i].TypeAttr, literal.Natural);
            }
        }
    }

    /// <summary>The dtype that a C# value becomes as this argument.</summary>
    internal DType Wanted(int argument, Literal literal) => _op.InputArg[argument] switch
    {
        { TypeAttr.Length: > 0 } arg => _types.GetValueOrDefault(arg.TypeAttr, literal.Natural),
        { Type: not 0 } arg => (DType)arg.Type,
        _ => literal.Natural,
    };

    internal static bool IsList(OpDef.Types.ArgDef arg) => arg.NumberAttr.Length != 0 || arg.TypeListAttr.Length != 0;

    private static DType? Given(Operand input) => input.Value switch
    {
        Tensor tensor => tensor.DType,
        TensorValue value => value.DType,
        IReadOnlyList<Tensor> { Count: > 0 } list => list[0].DType,
        _ => null,
    };

    private void Learn(string attribute, DType dtype)
    {
        if (attribute.Length != 0)
        {
            _types.TryAdd(attribute, dtype);
        }
    }
}
