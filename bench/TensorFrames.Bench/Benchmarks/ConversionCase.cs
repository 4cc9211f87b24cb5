using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>One row of the type table: a column x and what its tensor is.</summary>
internal sealed record ConversionCase(string Name, IArrowArray Column, DType DType, params long[] Cell)
{
    internal const int Rows = 65_536;
    internal const int Width = 32;

    /// <summary>What <c>bench/track</c> follows.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        ["bool", "int8", "int16", "int32", "int64", "float32", "float64", "float32[32]", "list of 32 float32", "string", "dictionary of strings", "float64, filled nulls"];

    internal static ConversionCase Of(string name, int rows = Rows) => name switch
    {
        "bool" => Plain(name, rows, DType.Bool, i => i % 3 == 0),
        "uint8" => Plain(name, rows, DType.UInt8, i => (byte)i),
        "int8" => Plain(name, rows, DType.Int8, i => (sbyte)i),
        "int16" => Plain(name, rows, DType.Int16, i => (short)i),
        "int32" => Plain(name, rows, DType.Int32, i => i),
        "int64" => Plain(name, rows, DType.Int64, i => (long)i),
        "float16" => Plain(name, rows, DType.Float16, i => (Half)(i % 1_000)),
        "float32" => Plain(name, rows, DType.Float32, i => (float)i),
        "float64" => Plain(name, rows, DType.Float64, i => (double)i),
        "float64, misaligned" => new(name, ArrowArrayFactory.BuildArray(Misaligned("float64", rows, 1)), DType.Float64),
        "float64, filled nulls" => new(name, WithNulls(rows), DType.Float64),
        "int32 widened to int64" => Plain(name, rows, DType.Int64, i => i),
        "float32[32]" => new(name, Vectors(rows), DType.Float32, Width),
        "float32[32], misaligned" => new(name, ArrowArrayFactory.BuildArray(Tables.Cells.Shape("x", Misaligned("float32", rows * Width, 2), [Width])), DType.Float32, Width),
        "list of 32 float32" => new(name, Lists(rows), DType.Float32, Width),
        "string" => new(name, Strings(rows), DType.String),
        "dictionary of strings" => new(name, Dictionary(rows), DType.String),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    /// <summary>The column as a batch, which does not own it.</summary>
    internal RecordBatch Batch => new(new Schema([new Field("x", Column.Data.DataType, nullable: true)], null), [Column], Column.Length);

    /// <summary>y alone, with what this kind of column has to be asked for.</summary>
    internal MapOptions Options => new()
    {
        Fetches = ["y"],
        Keep = [],
        DefaultNulls = Column.NullCount > 0 ? NullPolicy.Fill(0.0) : NullPolicy.Error,
        Widen = Column is Int32Array && DType == DType.Int64,
    };

    /// <summary>Bytes of its values as a tensor has them; of strings, their offsets and characters.</summary>
    internal long Bytes => DType == DType.String
        ? ((Column.Length + 1L) * sizeof(int)) + Enumerable.Range(0, Column.Length).Sum(i => (long)PerRow.Text(Column, i).Length)
        : Column.Length * Cell.Aggregate(1L, (a, b) => a * b) * DType.Width();

    internal Frame Frame(Graph graph) => TensorFrames.Frame.From(Batch).MapBlocks(graph, Options);

    private static ConversionCase Plain<T>(string name, int rows, DType dtype, Func<int, T> value)
        where T : unmanaged => new(name, Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, rows).Select(value)])), dtype);

    private static IArrowArray Vectors(int rows) => Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, rows * Width).Select(i => (float)i)], Width));

    private static ListArray Lists(int rows)
    {
        var values = ((FixedSizeListArray)Vectors(rows)).Values;
        var offsets = new ArrowBuffer.Builder<int>().AppendRange(Enumerable.Range(0, rows + 1).Select(i => i * Width)).Build();
        return new ListArray(new ListType(FloatType.Default), rows, offsets, values, ArrowBuffer.Empty);
    }

    // 8 bytes past a 64-byte boundary, as the values of a slice are, or of a file that is padded to 8 bytes.
    private static ArrayData Misaligned(string name, int values, int skipped) => Of(name, values + skipped).Column.Data.Slice(skipped, values);

    private static IArrowArray Strings(int rows) => Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, rows).Select(i => $"text number {i}")]));

    private static DictionaryArray Dictionary(int rows)
    {
        var values = new StringArray.Builder().AppendRange(["red", "green", "blue"]).Build();
        var codes = new Int32Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(i => i % 3)).Build();
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), codes, values);
    }

    private static DoubleArray WithNulls(int rows)
    {
        var builder = new DoubleArray.Builder();
        for (var i = 0; i < rows; i++)
        {
            _ = i % 10 == 0 ? builder.AppendNull() : builder.Append(i);
        }

        return builder.Build();
    }

    private static IArrowArray Read(ColumnTable table)
    {
        using var reader = table.Partitions[0].Open();
        return reader.Read(CancellationToken.None)!.Column(0);
    }
}
