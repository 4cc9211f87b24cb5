namespace TensorFrames.Spark;

/// <summary>Lists as rows hold them, as arrays of one element type.</summary>
internal static class TypedArrays
{
    /// <exception cref="InvalidCastException">An element is another type's, or null where the array holds none.</exception>
    internal static Array Of(object?[] list, Type array, string column)
    {
        var (declared, nullable) = (array.GetElementType()!, false);
        var element = declared;
        if (Nullable.GetUnderlyingType(declared) is { } underlying)
        {
            (element, nullable) = (underlying, true);
        }

        var result = Array.CreateInstanceFromArrayType(array, list.Length);
        for (var i = 0; i < list.Length; i++)
        {
            // SetValue would widen numbers.
            var value = list[i];
            result.SetValue(
                value is null && nullable ? null
                : value?.GetType() == element ? value
                : value is object?[] inner && element.IsSZArray ? Of(inner, element, column)
                : throw new InvalidCastException($"Column '{column}' holds a list whose element {i} is {value?.GetType().ToString() ?? "null"}, not {declared}."),
                i);
        }

        return result;
    }
}
