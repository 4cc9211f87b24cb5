using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using TensorFrames.Columns;

namespace TensorFrames.Cli.Output;

/// <summary>What <c>analyze</c> found.</summary>
internal sealed record AnalyzeReport(Schema Schema, TableAnalysis Found) : IReport
{
    public void WriteJson(TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("rows", Found.Rows);
        json.WriteStartArray("columns");
        foreach (var (column, field) in Found.Columns.Zip(Schema.FieldsList))
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", ArrowTypeNames.Of(field.DataType));
            json.WriteBoolean("nullable", field.IsNullable);
            json.WriteString("dtype", column.DType == DType.Unknown ? null : column.DType.Name());
            Shape(json, "cell_shape", column.Cell);
            Shape(json, "block_shape", column.Block);
            json.WriteNumber("nulls", column.Nulls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public void WriteText(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Found.Rows:N0} {(Found.Rows == 1 ? "row" : "rows")}"));
        var found = new Schema(Schema.FieldsList.Select((f, i) => Shapes.Found(f, Found.Columns[i])), Schema.Metadata);
        output.Write(SchemaText.Of(found, i => Found.Columns[i].Nulls switch
        {
            0 => "",
            1 => ", 1 null",
            var nulls => string.Create(CultureInfo.InvariantCulture, $", {nulls:N0} nulls"),
        }));
        output.Flush();
    }

    private static void Shape(Utf8JsonWriter json, string name, TensorShape shape)
    {
        if (!shape.HasRank)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var size in shape.Dims)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
    }
}
