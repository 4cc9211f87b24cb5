using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace TensorFrames.Tests.Cli;

/// <summary><c>tframes analyze PATH</c>, without any libtensorflow.</summary>
public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly Workbench _bench = new();

    [Theory, EveryCase("analyze")]
    public void Every_golden_case_is_found(GoldenCase golden, Runtime tf)
    {
        _ = tf;
        foreach (var input in golden.Inputs)
        {
            var columns = CliRun.Run("analyze", input, "--json").Ok().Json.GetProperty("columns").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
            foreach (var column in golden.Json.GetProperty("expected").EnumerateObject())
            {
                foreach (var fact in column.Value.EnumerateObject())
                {
                    Assert.True(JsonNode.DeepEquals(JsonNode.Parse(fact.Value.GetRawText()), JsonNode.Parse(columns[column.Name].GetProperty(fact.Name).GetRawText())), $"{column.Name}: {fact.Name}");
                }
            }
        }
    }

    [Fact]
    public void In_words_it_is_a_tree()
    {
        var pairs = new ListArray(new ListType(DoubleType.Default), 2, new ArrowBuffer.Builder<int>().AppendRange([0, 2, 4]).Build(), Workbench.Count(4), ArrowBuffer.Empty);
        var path = _bench.Table("in.parquet", ("y", pairs), ("x", Workbench.Doubles(1, null)));
        Assert.Equal("2 rows\nroot\n |-- y: list<float64> (nullable = true) float64[?,2]\n |-- x: float64 (nullable = true) float64[?], 1 null\n", CliRun.Run("analyze", path).Ok().Out);
    }

    [Fact]
    public void What_is_no_tensor_has_no_shape()
    {
        var column = CliRun.Run("analyze", _bench.Table("in.arrow", ("n", new NullArray(3))), "--json").Ok().Json.GetProperty("columns")[0];
        Assert.Equal("""{"name":"n","type":"null","nullable":true,"dtype":null,"cell_shape":null,"block_shape":null,"nulls":3}""", column.GetRawText());
    }

    [Fact]
    public void What_is_not_there_or_needs_Spark_is_an_error()
    {
        CliRun.Run("analyze", _bench.At("none.parquet"), "--json").Fails(3, "read", "none.parquet");
        CliRun.Run("analyze", _bench.At("none.parquet"), "--input-format", "orc", "--json").Fails(1, "usage", "--spark");
    }

    [Theory]
    [InlineData("--ship-libtensorflow")]
    [InlineData("--executor-libtensorflow", "/opt")]
    [InlineData("--installed-worker", "/opt/worker")]
    public void It_has_no_options_about_workers_as_none_is_needed(params string[] option) =>
        CliRun.Run(["analyze", "table:t", "--spark", "sc://127.0.0.1:1", .. option, "--json"]).Fails(1, "usage", option[0]);

    public void Dispose() => _bench.Dispose();
}
