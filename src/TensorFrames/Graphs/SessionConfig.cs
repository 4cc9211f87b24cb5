using TensorFrames.Graphs;

namespace TensorFrames;

/// <summary>How TensorFlow runs a session: threads and devices. Equal configs share sessions.</summary>
public sealed record SessionConfig
{
    /// <summary>
    /// Threads that run independent nodes side by side. -1 (default): the calling thread runs them all, the cheapest for a
    /// batch at a time; 0: TensorFlow chooses.
    /// </summary>
    /// <exception cref="PlanException">Less than -1, or more than 1,024.</exception>
    public int InterOpThreads { get; init => field = Checked(value, -1, nameof(InterOpThreads)); } = -1;

    /// <summary>Threads inside one op (matmul, convolution); 0 (default): all cores. One pool per process: the first session decides.</summary>
    /// <exception cref="PlanException">Less than 0, or more than 1,024.</exception>
    public int IntraOpThreads { get; init => field = Checked(value, 0, nameof(IntraOpThreads)); }

    /// <summary>Whether GPU memory is taken as needed, in place of all at once.</summary>
    public bool AllowGpuGrowth { get; init; }

    /// <summary>The GPUs to use, such as <c>"0,1"</c>; null: all; <c>"-1"</c>: none.</summary>
    public string? VisibleDevices { get; init; }

    /// <summary>Whether an op that its wanted device cannot run goes to another one. Default: yes.</summary>
    public bool AllowSoftPlacement { get; init; } = true;

    /// <summary>
    /// How often TensorFlow's optimizer goes through a graph before its first run. 1 (default): a second round finds next to
    /// nothing in a frozen graph, and took a third of the first run of an image model; 0: TensorFlow chooses.
    /// </summary>
    /// <exception cref="PlanException">Less than 0, or more than 2.</exception>
    public int OptimizerRounds { get; init => field = value is >= 0 and <= 2 ? value : throw new PlanException($"{nameof(OptimizerRounds)} is {value}. Fix: 1, 2, or 0 for TensorFlow's own choice."); } = 1;

    /// <summary>Whether grappler may compute constants at the first run. Off for graphs that would make it abort.</summary>
    internal bool ConstantFolding { get; init; } = true;

    // TensorFlow ends the process over a thread that cannot be made, and over a negative number of them.
    private static int Checked(int threads, int least, string name)
    {
        const int most = 1024;
        return threads >= least && threads <= most ? threads : throw new PlanException($"{name} is {threads}. Fix: {least} to {most}.");
    }

    /// <summary>The serialized ConfigProto.</summary>
    internal byte[] ToBytes()
    {
        // Field numbers of ConfigProto, GPUOptions, GraphOptions, OptimizerOptions and RewriterConfig.
        var gpu = new ProtoWriter();
        if (AllowGpuGrowth)
        {
            gpu.Varint(4, 1);
        }

        if (VisibleDevices is not null)
        {
            gpu.Text(5, VisibleDevices);
        }

        var rewriter = new ProtoWriter();
        if (!ConstantFolding)
        {
            const int off = 2;
            rewriter.Varint(3, off);
        }

        if (OptimizerRounds != 0)
        {
            rewriter.Varint(12, OptimizerRounds);
        }

        var graph = new ProtoWriter().Message(10, rewriter);
        var config = new ProtoWriter();
        if (IntraOpThreads != 0)
        {
            config.Varint(2, IntraOpThreads);
        }

        if (InterOpThreads != 0)
        {
            config.Varint(5, InterOpThreads);
        }

        config.Message(6, gpu);
        if (AllowSoftPlacement)
        {
            config.Varint(7, 1);
        }

        return config.Message(10, graph).ToArray();
    }
}
