using Apache.Arrow;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Tables of one batch made of named columns, and maps over them.</summary>
internal static class Tables
{
    internal static Frame Frame(params (string Name, IArrowArray Column)[] columns)
    {
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Column.Data.DataType, nullable: true)), null);
        return TensorFrames.Frame.From(new MemoryTable(schema, [new RecordBatch(schema, columns.Select(c => c.Column), columns[0].Column.Length)]));
    }

    internal static RecordBatch Run(Graph graph, MapOptions options, params (string Name, IArrowArray Column)[] columns) =>
        Assert.Single(Frame(columns).MapBlocks(graph, options).ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken));
}
