using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests.Columns;

/// <summary>Spark MLlib's vectors and matrices as Arrow structs.</summary>
internal static class MLlibCells
{
    internal static readonly StructType VectorType = new([
        new Field("type", Int8Type.Default, false), new Field("size", Int32Type.Default, true),
        new Field("indices", Lists(Int32Type.Default), true), new Field("values", Lists(DoubleType.Default), true)]);

    internal static readonly StructType MatrixType = new([
        new Field("type", Int8Type.Default, false), new Field("numRows", Int32Type.Default, false), new Field("numCols", Int32Type.Default, false),
        new Field("colPtrs", Lists(Int32Type.Default), true), new Field("rowIndices", Lists(Int32Type.Default), true), new Field("values", Lists(DoubleType.Default), true),
        new Field("isTransposed", BooleanType.Default, false)]);

    /// <summary>A dense or (with a size) a sparse vector; null is a null cell.</summary>
    internal sealed record Vector(double[] Values, int? Size = null, int[]? Indices = null);

    /// <summary>A dense or (with column pointers) a sparse matrix, column-major unless transposed.</summary>
    internal sealed record Matrix(int Rows, int Columns, double[] Values, int[]? Pointers = null, int[]? Indices = null, bool Transposed = false);

    internal static IArrowArray Vectors(params Vector?[] cells) => Struct(
        VectorType, cells,
        Ints<sbyte>(Int8Type.Default, cells.Select(c => (sbyte)(c?.Size is null ? 1 : 0))),
        Ints(Int32Type.Default, cells.Select(c => c?.Size ?? 0)),
        List(Int32Type.Default, cells.Select(c => c?.Indices)),
        List(DoubleType.Default, cells.Select(c => c?.Values)));

    internal static IArrowArray Matrices(params Matrix?[] cells) => Struct(
        MatrixType, cells,
        Ints<sbyte>(Int8Type.Default, cells.Select(c => (sbyte)(c?.Pointers is null ? 1 : 0))),
        Ints(Int32Type.Default, cells.Select(c => c?.Rows ?? 0)),
        Ints(Int32Type.Default, cells.Select(c => c?.Columns ?? 0)),
        List(Int32Type.Default, cells.Select(c => c?.Pointers)),
        List(Int32Type.Default, cells.Select(c => c?.Indices)),
        List(DoubleType.Default, cells.Select(c => c?.Values)),
        new BooleanArray.Builder().AppendRange(cells.Select(c => c?.Transposed ?? false)).Build().Data);

    private static ListType Lists(IArrowType value) => new(new Field("element", value, false));

    private static IArrowArray Struct(StructType type, IReadOnlyList<object?> cells, params ArrayData[] children) =>
        ArrowArrayFactory.BuildArray(new ArrayData(type, cells.Count, cells.Count(c => c is null), 0, [Validity(cells)], children));

    private static ArrayData Ints<T>(IArrowType type, IEnumerable<T> values)
        where T : unmanaged
    {
        // Apache.Arrow's builders put buffers on 64-byte boundaries.
        var buffer = new ArrowBuffer.Builder<T>();
        buffer.AppendRange(values);
        return new ArrayData(type, buffer.Length, 0, 0, [ArrowBuffer.Empty, buffer.Build()], children: null);
    }

    private static ArrayData List<T>(IArrowType type, IEnumerable<T[]?> lists)
        where T : unmanaged
    {
        var all = lists.ToArray();
        var at = 0;
        int[] offsets = [0, .. all.Select(list => at += list?.Length ?? 0)];
        return new ArrayData(
            Lists(type), all.Length, all.Count(l => l is null), 0, [Validity(all), new(MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray())], [Ints(type, all.SelectMany(l => l ?? []))]);
    }

    private static ArrowBuffer Validity(IReadOnlyList<object?> cells)
    {
        var bits = new byte[(cells.Count + 7) / 8];
        for (var i = 0; i < cells.Count; i++)
        {
            bits[i / 8] |= (byte)(cells[i] is null ? 0 : 1 << (i % 8));
        }

        return cells.Contains(null) ? new(bits) : ArrowBuffer.Empty;
    }
}
