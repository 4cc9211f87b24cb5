using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Aggregation;

/// <summary>Describes the cells of a set of rows as a run's feeds; the scratch keeps what the run borrows.</summary>
internal sealed class GroupFeeds : IDisposable
{
    private readonly RunScratch _scratch;
    private readonly List<ArrowBuffer> _buffers = [];

    internal GroupFeeds(RowSet rows, RunScratch scratch)
    {
        _scratch = scratch;
        for (var i = 0; i < rows.Forms.Count; i++)
        {
            var form = rows.Forms[i];
            Shape(i, [rows.Rows, .. form.Dims]);
            var values = Keep(rows.ValueBuffer(i));
            if (form.IsText)
            {
                scratch.Strings(i, Keep(rows.OffsetBuffer(i)), values, 0, wide: false, values.Length);
            }
            else
            {
                scratch.Values(i, form.DType, values, 0, values.Length);
            }
        }
    }

    /// <summary>Feeds values of a block that is no column.</summary>
    internal void Extra(int feed, DType dtype, Ipc.AlignedBlock block, long position, int count, long[] dims)
    {
        Shape(feed, dims);
        var bytes = count * dtype.Width();
        _scratch.Values(feed, dtype, bytes == 0 ? ArrowBuffer.Empty : Keep(OwnedBuffer.Create(new BlockSlot(block, position, bytes))), 0, bytes);
    }

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());

    private void Shape(int feed, long[] dims) => dims.CopyTo(_scratch.Shape(feed, dims.Length));

    private ArrowBuffer Keep(ArrowBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }
}
