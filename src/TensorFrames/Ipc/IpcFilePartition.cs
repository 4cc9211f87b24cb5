using TensorFrames.Tables;

namespace TensorFrames.Ipc;

/// <summary>A run of a file's batches.</summary>
internal sealed class IpcFilePartition(IpcFile file, int first, int count, bool whole) : Partition
{
    public override string Name => whole ? file.Options.Name : $"{file.Options.Name}[{first}..{first + count}]";

    public override BatchReader Open(IReadOnlyList<string>? columns = null)
    {
        var reader = file.OpenReader();
        try
        {
            reader.Select(columns);
            foreach (var dictionary in file.Footer.Dictionaries)
            {
                reader.ReadDictionaryAt(dictionary.Offset);
            }

            return new IpcFileBatchReader(reader, file.Footer.Batches, first, first + count);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }
}
