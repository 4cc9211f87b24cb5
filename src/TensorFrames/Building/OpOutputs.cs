using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>How many tensors each output argument of an operation is.</summary>
internal static class OpOutputs
{
    internal static int[] Counts(OpDef op, IReadOnlyDictionary<string, AttrValue> attributes, IReadOnlyList<Tensor>[] inputs, int all)
    {
        var counts = op.OutputArg.Select(o => Count(op, o, attributes, inputs)).ToArray();
        var open = Array.IndexOf(counts, -1);
        if (open >= 0)
        {
            counts[open] = all - counts.Where(c => c > 0).Sum();
        }

        return counts;
    }

    // -1: follows from the others.
    private static int Count(OpDef op, OpDef.Types.ArgDef output, IReadOnlyDictionary<string, AttrValue> attributes, IReadOnlyList<Tensor>[] inputs)
    {
        var attribute = output.NumberAttr.Length != 0 ? output.NumberAttr : output.TypeListAttr;
        if (attribute.Length == 0)
        {
            return 1;
        }

        if (attributes.TryGetValue(attribute, out var given))
        {
            return given.List?.Type.Count ?? (int)given.I;
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (op.InputArg[i].NumberAttr == attribute || op.InputArg[i].TypeListAttr == attribute)
            {
                return inputs[i].Count;
            }
        }

        return -1;
    }
}
