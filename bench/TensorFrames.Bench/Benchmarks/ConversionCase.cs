using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>One row of the type table: a column x of 65,536 rows and what its tensor is.</summary>
internal sealed record ConversionCase(string Name, IArrowArray Column, DType DType, params long[] Cell)
{
    internal const int Rows = 65_536;

    internal static IReadOnlyList<string> Names { get; } =
        ["bool", "int8", "int16", "int32", "int64", "float32", "float64", "float32[32]", "list of 32 float32", "string", "dictionary of strings", "float64, filled nulls"];

    internal static ConversionCase Of(string name) => name switch
    {
        "bool" => Plain(name, DType.Bool, i => i % 3 == 0),
        "int8" => Plain(name, DType.Int8, i => (sbyte)i),
        "int16" => Plain(name, DType.Int16, i => (short)i),
        "int32" => Plain(name, DType.Int32, i => i),
        "int64" => Plain(name, DType.Int64, i => (long)i),
        "float32" => Plain(name, DType.Float32, i => (float)i),
        "float64" => Plain(name, DType.Float64, i => (double)i),
        "float32[32]" => new(name, Vectors(), DType.Float32, 32),
        "list of 32 float32" => new(name, Lists(), DType.Float32, 32),
        "string" => new(name, Strings(), DType.String),
        "dictionary of strings" => new(name, Dictionary(), DType.String),
        "float64, filled nulls" => new(name, WithNulls(), DType.Float64),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    /// <summary>The column as a batch, which does not own it.</summary>
    internal RecordBatch Batch => new(new Schema([new Field("x", Column.Data.DataType, nullable: true)], null), [Column], Rows);

    internal Frame Frame(Graph graph)
    {
        var options = new MapOptions { Fetches = ["y"], Keep = [], DefaultNulls = NullPolicy.Fill(0.0) };
        return TensorFrames.Frame.From(Batch).MapBlocks(graph, DType == DType.Float64 ? options : options with { DefaultNulls = NullPolicy.Error });
    }

    private static ConversionCase Plain<T>(string name, DType dtype, Func<int, T> value)
        where T : unmanaged => new(name, Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, Rows).Select(value)])), dtype);

    private static IArrowArray Vectors() => Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, Rows * 32).Select(i => (float)i)], 32));

    private static ListArray Lists()
    {
        var values = ((FixedSizeListArray)Vectors()).Values;
        var offsets = new ArrowBuffer.Builder<int>().AppendRange(Enumerable.Range(0, Rows + 1).Select(i => i * 32)).Build();
        return new ListArray(new ListType(FloatType.Default), Rows, offsets, values, ArrowBuffer.Empty);
    }

    private static IArrowArray Strings() => Read(ColumnTable.Create().Add("x", [.. Enumerable.Range(0, Rows).Select(i => $"text number {i}")]));

    private static DictionaryArray Dictionary()
    {
        var values = new StringArray.Builder().AppendRange(["red", "green", "blue"]).Build();
        var codes = new Int32Array.Builder().AppendRange(Enumerable.Range(0, Rows).Select(i => i % 3)).Build();
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), codes, values);
    }

    private static DoubleArray WithNulls()
    {
        var builder = new DoubleArray.Builder();
        for (var i = 0; i < Rows; i++)
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
