using Apache.Arrow;
using Apache.Arrow.C;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>Apache.Arrow's own way across a border to C and back: its exporter, then its importer.</summary>
internal static unsafe class CData
{
    /// <summary>Exports the column and imports what was exported; returns its rows.</summary>
    internal static int RoundTrip(IArrowArray column)
    {
        var exported = CArrowArray.Create();
        try
        {
            CArrowArrayExporter.ExportArray(column, exported);
            using var imported = CArrowArrayImporter.ImportArray(exported, column.Data.DataType);
            return imported.Length;
        }
        finally
        {
            CArrowArray.Free(exported);
        }
    }
}
