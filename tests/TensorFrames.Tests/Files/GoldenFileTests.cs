using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Files;
using Xunit;

namespace TensorFrames.Tests.Files;

public class GoldenFileTests
{
    public static bool Here => Golden.Folder is not null;

    public static TheoryData<string> ParquetInputs =>
    [
        .. TableReading.GoldenFiles("*.parquet").Where(p => File.Exists(Path.ChangeExtension(p, ".arrows")) && !p.Contains("10_broken_tables", StringComparison.Ordinal)).Select(p => Path.GetRelativePath(Golden.Folder!, p)),
    ];

    [Theory(SkipUnless = nameof(Here), Skip = Golden.Missing, SkipTestWithoutData = true), MemberData(nameof(ParquetInputs))]
    public void Parquet_has_the_rows_of_the_stream(string path) =>
        ArrowCompare.Equal(TableReading.Arrows(Path.ChangeExtension(Golden.Path(path), ".arrows")), new ParquetTable(Golden.Path(path)).ReadAll());

    [Theory(SkipUnless = nameof(Here), Skip = Golden.Missing)]
    [InlineData("input_lz4.arrows"), InlineData("input_zstd.arrows"), InlineData("input.arrow"), InlineData("input_none.parquet")]
    [InlineData("input_snappy.parquet"), InlineData("input_gzip.parquet"), InlineData("input_zstd.parquet"), InlineData("input_brotli.parquet")]
    [InlineData("input_plain_v2.parquet"), InlineData("input_no_arrow_schema.parquet"), InlineData("parts")]
    [InlineData("parts/*.parquet"), InlineData("**/part-0000?.snappy.parquet"), InlineData("input.csv")]
    public void Every_form_has_the_same_rows(string form) =>
        ArrowCompare.Equal(
            TableReading.Arrows(Golden.Path("14_table_formats/input.arrows")),
            TableFiles.Open(Golden.Path("14_table_formats/" + form), new() { CsvSchema = CsvSchema }).ReadAll());

    [Theory(SkipUnless = nameof(Here), Skip = Golden.Missing)]
    [InlineData("14_pass_through"), InlineData("14_schema_metadata"), InlineData("02_fixed_shape_tensor"), InlineData("02_mllib_vectors"), InlineData("01_string_dict")]
    public void What_was_read_can_be_written_and_reads_back(string name)
    {
        using var folder = new Folder();
        foreach (var extension in new[] { "parquet", "arrow", "arrows" })
        {
            var table = TableFiles.Open(Golden.Path(name + "/input.arrows"));
            var target = folder["out." + extension];
            using (var output = TableFiles.Create(target, table.Schema))
            {
                TableReading.Write(output.Open(0), table.ReadAll());
                output.Complete();
            }

            var back = TableFiles.Open(target);
            Assert.Equal(Describe(table.Schema), Describe(back.Schema));
            ArrowCompare.Equal(TableReading.Arrows(Golden.Path(name + "/input.arrows")), back.ReadAll());
        }
    }

    [Fact(SkipUnless = nameof(Here), Skip = Golden.Missing)]
    public void Cut_parquet_is_an_error_that_names_the_file()
    {
        var error = Assert.Throws<TableException>(() => TableFiles.Open(Golden.Path("10_broken_tables/cut.parquet")));
        Assert.Contains("cut.parquet", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("StatusException", error.Message, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(Here), Skip = Golden.Missing)]
    public void Every_fixed_width_buffer_from_parquet_is_on_a_64_byte_boundary()
    {
        foreach (var path in TableReading.GoldenFiles("input*.parquet"))
        {
            new ParquetTable(path).ReadAll().ForEach(batch => batch.Arrays.ToList().ForEach(array => AssertAligned(array.Data, path)));
        }
    }

    [Fact(SkipUnless = nameof(Here), Skip = Golden.Missing)]
    public void Nested_columns_are_selected_whole_and_in_the_order_asked_for()
    {
        var batch = new ParquetTable(Golden.Path("14_pass_through/input.parquet")).ReadAll("words", "person", "b")[0];
        Assert.Equal(["words", "person", "b"], batch.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal(2, ((StructArray)batch.Column("person")).Fields.Count);
    }

    private static Schema CsvSchema => new(
        [
            new("id", Int64Type.Default, true), new("x", FloatType.Default, true), new("y", DoubleType.Default, true),
            new("flag", BooleanType.Default, true), new("name", StringType.Default, true),
        ], null);

    private static unsafe void AssertAligned(ArrayData data, string path)
    {
        if (data.DataType is FixedWidthType && data.Length > 0)
        {
            fixed (byte* address = data.Buffers[1].Span)
            {
                Assert.True((nint)address % 64 == 0, path);
            }
        }

        data.Children?.ToList().ForEach(child => AssertAligned(child, path));
    }

    private static string Describe(Schema schema) => string.Join('\n', schema.FieldsList.Select(f =>
        $"{f.Name} {TensorFrames.Columns.ArrowTypeNames.Of(f.DataType)} {f.IsNullable} {Describe(f.Metadata)}")) + "\n" + Describe(schema.Metadata);

    // A field id is Parquet's own and not part of what was written.
    private static string Describe(IReadOnlyDictionary<string, string>? metadata) => metadata is null ? ""
        : string.Join(';', metadata.Where(m => m.Key != "PARQUET:field_id").OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}"));
}
