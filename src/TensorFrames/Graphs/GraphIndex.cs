using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>A graph's nodes by name and number, with their parsed inputs. Building it checks the graph's form.</summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, int> _numbers;
    private readonly int[][] _inputs;

    private GraphIndex(IReadOnlyList<NodeDef> nodes, Dictionary<string, int> numbers, int[][] inputs) =>
        (Nodes, _numbers, _inputs) = (nodes, numbers, inputs);

    public IReadOnlyList<NodeDef> Nodes { get; }

    public IEnumerable<string> Names => _numbers.Keys;

    /// <summary>Numbers of the nodes that a node reads or waits for.</summary>
    public ReadOnlySpan<int> InputsOf(int number) => _inputs[number];

    public NodeDef? Find(string name) => _numbers.TryGetValue(name, out var number) ? Nodes[number] : null;

    public int NumberOf(string name) => _numbers.GetValueOrDefault(name, -1);

    public static GraphIndex Build(GraphDef def, string source)
    {
        var nodes = def.Node;
        var numbers = new Dictionary<string, int>(nodes.Count, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Name.Length == 0 || nodes[i].Op.Length == 0)
            {
                throw new GraphException($"'{source}' is no valid GraphDef: node {i} (name '{nodes[i].Name}', op '{nodes[i].Op}') lacks a name or an op.");
            }

            if (!numbers.TryAdd(nodes[i].Name, i))
            {
                throw new GraphException($"'{source}': two nodes have the name '{nodes[i].Name}' (ops {nodes[numbers[nodes[i].Name]].Op} and {nodes[i].Op}).")
                {
                    Node = nodes[i].Name,
                };
            }
        }

        var inputs = new int[nodes.Count][];
        for (var i = 0; i < nodes.Count; i++)
        {
            inputs[i] = new int[nodes[i].Input.Count];
            for (var j = 0; j < inputs[i].Length; j++)
            {
                var name = NodeInput.Parse(nodes[i].Input[j]).Node;
                inputs[i][j] = numbers.TryGetValue(name, out var number) ? number : throw new GraphException(
                    $"'{source}': node '{nodes[i].Name}' ({nodes[i].Op}) reads from '{nodes[i].Input[j]}', but no node '{name}' is in the graph.")
                {
                    Node = nodes[i].Name,
                };
            }
        }

        var index = new GraphIndex(nodes, numbers, inputs);
        CycleCheck.Run(index, source);
        return index;
    }

    /// <summary>Marks every node that the given ones read or wait for, directly or not, and themselves.</summary>
    public bool[] Reach(IEnumerable<int> from)
    {
        var reached = new bool[Nodes.Count];
        var open = new Stack<int>();
        foreach (var number in from)
        {
            Visit(number);
        }

        while (open.TryPop(out var number))
        {
            foreach (var input in _inputs[number])
            {
                Visit(input);
            }
        }

        return reached;

        void Visit(int number)
        {
            if (!reached[number])
            {
                reached[number] = true;
                open.Push(number);
            }
        }
    }
}
