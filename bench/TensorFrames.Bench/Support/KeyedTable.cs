using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DuckDB.NET.Data;
using TensorFrames.Files;
using TensorFrames.Tables;

namespace TensorFrames.Bench;

/// <summary>A Parquet file of rows k (int64, each key as often as any, in no order) and x (float64), and DuckDB's sums over it.</summary>
internal sealed class KeyedTable : IDisposable
{
    private const int BatchRows = 131_072;
    private readonly ScratchFolder _folder = new();
    private readonly DuckDBConnection _duck = new("DataSource=:memory:");

    internal KeyedTable(int rows, int groups)
    {
        (Rows, Groups) = (rows, groups);
        Path = _folder.File("keyed.parquet");
        var schema = new Schema([new Field("k", Int64Type.Default, nullable: false), new Field("x", DoubleType.Default, nullable: false)], null);
        Frame.From(schema, Batches(schema)).Write(Path);
        _duck.Open();
        Execute($"set threads={Environment.ProcessorCount}");
    }

    internal int Rows { get; }

    internal int Groups { get; }

    internal string Path { get; }

    internal long KeyOf(int row) => (row * 7_919L + (row / Groups * 104_729L)) % Groups;

    internal static double ValueOf(int row) => row % 1_000;

    /// <summary>Groups and the sum of all sums.</summary>
    internal (long Groups, double Sum) Duck()
    {
        using var command = _duck.CreateCommand();
        command.CommandText = $"select count(*), sum(s) from (select k, sum(x) as s from read_parquet('{Path}') group by k)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetDouble(1));
    }

    /// <summary>The rows' values, key after key, each key's from a 64-byte boundary on; the caller frees it.</summary>
    internal unsafe nint Sorted(out (nint Data, int Count)[] vectors)
    {
        var each = new int[Groups];
        for (var row = 0; row < Rows; row++)
        {
            each[KeyOf(row)]++;
        }

        var starts = new long[Groups];
        long end = 0;
        for (var key = 0; key < Groups; key++)
        {
            (starts[key], end) = (end, end + ((each[key] + 7) / 8 * 8));
        }

        var memory = (double*)NativeMemory.AlignedAlloc((nuint)(end * sizeof(double)), 64);
        vectors = [.. Enumerable.Range(0, Groups).Select(key => ((nint)(memory + starts[key]), each[key]))];
        for (var row = 0; row < Rows; row++)
        {
            memory[starts[KeyOf(row)]++] = ValueOf(row);
        }

        return (nint)memory;
    }

    public void Dispose()
    {
        _duck.Dispose();
        _folder.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async IAsyncEnumerable<RecordBatch> Batches(Schema schema)
    {
        await Task.CompletedTask;
        for (var first = 0; first < Rows; first += BatchRows)
        {
            var rows = Enumerable.Range(first, Math.Min(BatchRows, Rows - first)).ToArray();
            yield return new RecordBatch(
                schema,
                [
                    ArrowArrayFactory.BuildArray(NativeColumns.Values<long>(System.Array.ConvertAll(rows, KeyOf), Int64Type.Default)),
                    ArrowArrayFactory.BuildArray(NativeColumns.Values<double>(System.Array.ConvertAll(rows, ValueOf), DoubleType.Default)),
                ],
                rows.Length);
        }
    }
}
