using System.Collections.Immutable;
using Apache.Arrow;
using ParquetSharp.Arrow;
using SchemaField = ParquetSharp.Arrow.SchemaField;

namespace TensorFrames.Files;

/// <summary>What a Parquet file says about itself in its footer.</summary>
internal sealed record ParquetFile(string Path, string Name, Schema Schema, ImmutableArray<long> GroupRows, ImmutableArray<ImmutableArray<int>> Leaves)
{
    internal static ParquetFile Open(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        try
        {
            using var reader = new FileReader(path);
            var groups = ImmutableArray.CreateBuilder<long>();
            for (var i = 0; i < reader.NumRowGroups; i++)
            {
                using var group = reader.ParquetReader.RowGroup(i);
                groups.Add(group.MetaData.NumRows);
            }

            return new(path, name, reader.Schema, groups.ToImmutable(), [.. reader.SchemaManifest.SchemaFields.Select(LeavesOf)]);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or TensorFramesException))
        {
            throw ParquetErrors.Read(name, e);
        }
    }

    /// <summary>A nested column lies in several Parquet columns.</summary>
    private static ImmutableArray<int> LeavesOf(SchemaField field) =>
        field.Children.Count == 0 ? [field.ColumnIndex] : [.. field.Children.SelectMany(child => LeavesOf(child))];
}
