using Apache.Arrow;
using TensorFrames.Spark.Proto;
using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A task whose columns, graphs and promises fit together: nothing has run, nothing is written.</summary>
internal sealed class TaskPlan : IDisposable
{
    internal TaskPlan(IReadOnlyList<TaskProgram> programs, ReplyColumns reply, BlockSizes sizes, bool reportsOnly) =>
        (Programs, Reply, Sizes, ReportsOnly) = (programs, reply, sizes, reportsOnly);

    internal IReadOnlyList<TaskProgram> Programs { get; }

    internal ReplyColumns Reply { get; }

    internal BlockSizes Sizes { get; }

    /// <summary>Whether results are dropped and one row of <see cref="TaskReport"/> is sent.</summary>
    internal bool ReportsOnly { get; }

    /// <exception cref="TensorFramesException">Columns, graphs and promises do not fit together.</exception>
    internal static TaskPlan Of(TaskHeader header, IReadOnlyList<TaskCommands> functions, Schema arrived, Func<TaskGraph, Graph> graphs)
    {
        var sizes = BlockSizes.Of([.. functions.SelectMany(f => f.Graphs)]);
        List<TaskProgram> programs = [];
        try
        {
            foreach (var function in functions)
            {
                if (header.EvalType != EvalType.MapArrow || function.Tasks.Count > 1)
                {
                    RequireRowForRow(function);
                }

                // mapInArrow's only argument is the struct, so all of its columns.
                IReadOnlyList<int> arguments = header.EvalType == EvalType.MapArrow ? [.. Enumerable.Range(0, arrived.FieldsList.Count)] : function.Arguments;
                programs.Add(Program(header, function, arguments, arrived, graphs));
            }

            var reports = functions[0].First.Reply == Proto.Reply.Report;
            return new TaskPlan(programs, reports ? ReplyColumns.Struct(TaskReport.Schema.FieldsList) : Columns(header, functions, programs), sizes, reports);
        }
        catch
        {
            programs.ForEach(p => p.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var program in Programs)
        {
            program.Dispose();
        }
    }

    private static TaskProgram Program(TaskHeader header, TaskCommands function, IReadOnlyList<int> arguments, Schema arrived, Func<TaskGraph, Graph> graphs)
    {
        var fields = arguments.Select(i => i >= 0 && i < arrived.FieldsList.Count ? arrived.FieldsList[i]
            : throw new PlanException($"A function takes column {i}, Spark sends {arrived.FieldsList.Count}.")).ToList();
        var program = Program(header, function.First, arguments, fields, graphs);
        try
        {
            foreach (var task in function.Tasks.Skip(1))
            {
                var result = program.Output.FieldsList;
                program = new ChainProgram(program, Program(header, task, [.. Enumerable.Range(0, result.Count)], result, graphs));
            }

            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static TaskProgram Program(TaskHeader header, WorkerTask task, IReadOnlyList<int> arguments, IReadOnlyList<Field> fields, Func<TaskGraph, Graph> graphs)
    {
        var input = DeclaredColumns.Named(task.Input, fields);
        return task switch
        {
            EchoTask echo => new EchoProgram(echo, arguments, input),
            MapTask map => new MapProgram(map, graphs(map.Graph), arguments, input),
            ReduceTask reduce => new ReduceProgram(reduce, graphs(reduce.Graph), arguments, input, header.Partition),
            AggregateTask aggregate => new AggregateProgram(aggregate, graphs(aggregate.Graph), arguments, input),
            _ => throw new PlanException("A probe cannot stand beside or over other functions. Fix: probe by mapInArrow alone."),
        };
    }

    private static ReplyColumns Columns(TaskHeader header, IReadOnlyList<TaskCommands> functions, List<TaskProgram> programs)
    {
        if (header.EvalType == EvalType.MapArrow)
        {
            return ReplyColumns.Struct(Promised(functions[0].Last.Output.FieldsList, programs[0]));
        }

        return ReplyColumns.Functions([.. functions.Select((f, i) => Function(f, programs[i]))]);
    }

    private static (IReadOnlyList<Field>, bool) Function(TaskCommands function, TaskProgram program)
    {
        // Several results are one struct, so that is what the driver may declare too.
        var declared = function.Last.Output.FieldsList;
        var isStruct = program.Output.FieldsList.Count > 1;
        if (isStruct && declared is [{ DataType: Apache.Arrow.Types.StructType { Fields: var fields } }])
        {
            declared = fields;
        }

        return (Promised(declared, program), isStruct);
    }

    private static void RequireRowForRow(TaskCommands function)
    {
        if (function.Tasks.FirstOrDefault(t => t is ReduceTask or AggregateTask or MapTask { Kind: MapKind.Trimmed }) is { } task)
        {
            var (what, verb) = task switch
            {
                ReduceTask => ("A reduce gives one row", "ReduceBlocks or ReduceRows"),
                AggregateTask => ("An aggregate gives a row a group", "GroupBy and Aggregate"),
                _ => ("A trimmed map gives any number of rows", "MapBlocksTrimmed"),
            };
            throw new PlanException($"{what}, a function over columns one for each of its input. Fix: {verb} over the DataFrame.");
        }
    }

    private static List<Field> Promised(IReadOnlyList<Field> declared, TaskProgram program) =>
        DeclaredColumns.Promised(declared, program.Output.FieldsList, program.Made);
}
