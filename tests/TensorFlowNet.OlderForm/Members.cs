using System;
using System.Collections;
using NumSharp;

// Signatures of SciSharp/TensorFlow.NET at v0.20, and of NumSharp.Lite 0.1.8.
namespace NumSharp
{
    public partial class NDArray
    {
        public int ndim => throw new NotSupportedException();

        public int[] shape => throw new NotSupportedException();

        public byte[] ToByteArray() => throw new NotSupportedException();
    }
}

namespace Tensorflow
{
    public abstract class DisposableObject : IDisposable
    {
        public void Dispose() => throw new NotSupportedException();
    }

    public interface ITensorOrOperation
    {
    }

    public class FeedItem
    {
    }

    public partial class c_api
    {
        public static IntPtr TF_GraphOperationByName(IntPtr graph, string oper_name) => throw new NotSupportedException();
    }

    public sealed class Status : IDisposable
    {
        public void Dispose() => throw new NotSupportedException();
    }

    public sealed class Buffer : IDisposable
    {
        public byte[] ToArray() => throw new NotSupportedException();

        public void Dispose() => throw new NotSupportedException();
    }

    public partial class Graph : DisposableObject
    {
        public static implicit operator IntPtr(Graph graph) => throw new NotSupportedException();

        public Buffer ToGraphDef(Status s) => throw new NotSupportedException();
    }

    public partial class Operation : ITensorOrOperation
    {
        public Operation(IntPtr handle, Graph g = null)
        {
        }

        public virtual Tensor[] outputs => throw new NotSupportedException();
    }

    public partial class Tensor : DisposableObject, ITensorOrOperation
    {
    }

    public class BaseSession : DisposableObject
    {
        public Graph graph => throw new NotSupportedException();

        public virtual void run(Operation op, params FeedItem[] feed_dict) => throw new NotSupportedException();

        public virtual NDArray run(Tensor fetche, params FeedItem[] feed_dict) => throw new NotSupportedException();

        public virtual NDArray run(ITensorOrOperation fetche, params FeedItem[] feed_dict) => throw new NotSupportedException();

        public virtual NDArray[] run(object fetches, params FeedItem[] feed_dict) => throw new NotSupportedException();

        public virtual NDArray[] run(object fetches, Hashtable feed_dict = null) => throw new NotSupportedException();
    }
}
