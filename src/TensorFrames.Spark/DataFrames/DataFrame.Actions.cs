using Apache.Arrow;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Questions and commands.</summary>
public sealed partial class DataFrame
{
    /// <summary>All rows, in this machine's memory.</summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    public async Task<IReadOnlyList<Row>> CollectAsync(CancellationToken cancellationToken = default)
    {
        var rows = new List<Row>();
        await foreach (var batch in ToBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                rows.AddRange(Row.Of(batch));
            }
        }

        return rows;
    }

    /// <summary>How many rows there are.</summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    public async Task<long> CountAsync(CancellationToken cancellationToken = default) =>
        (await GroupBy().Count().CollectAsync(cancellationToken).ConfigureAwait(false))[0].Get<long>(0);

    /// <summary>The first rows as a text table, written to the console and returned.</summary>
    /// <param name="rows">How many at most.</param>
    /// <param name="truncate">The most characters of a cell; 0 for all.</param>
    /// <param name="vertical">A line a cell rather than a row.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    public async Task<string> ShowAsync(int rows = 20, int truncate = 20, bool vertical = false, CancellationToken cancellationToken = default)
    {
        var text = await ShowTextAsync(rows, truncate, vertical, cancellationToken).ConfigureAwait(false);
        Console.Out.WriteLine(text);
        return text;
    }

    /// <summary>The first rows as a text table, returned only.</summary>
    /// <param name="rows">How many at most.</param>
    /// <param name="truncate">The most characters of a cell; 0 for all.</param>
    /// <param name="vertical">A line a cell rather than a row.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    public async Task<string> ShowTextAsync(int rows = 20, int truncate = 20, bool vertical = false, CancellationToken cancellationToken = default)
    {
        var shown = Step(input => new() { ShowString = new() { Input = input, NumRows = rows, Truncate = truncate, Vertical = vertical } });
        return (await shown.CollectAsync(cancellationToken).ConfigureAwait(false))[0].Get<string>(0);
    }

    /// <summary>Spark's plan of it.</summary>
    public async Task<string> ExplainAsync(ExplainMode mode = ExplainMode.Simple, CancellationToken cancellationToken = default)
    {
        var explain = new AnalyzePlanRequest.Types.Explain
        {
            Plan = await PlanAsync(cancellationToken).ConfigureAwait(false),
            ExplainMode = (AnalyzePlanRequest.Types.Explain.Types.ExplainMode)mode,
        };
        return (await Session.AnalyzeAsync(new() { Explain = explain }, cancellationToken).ConfigureAwait(false)).Explain.ExplainString;
    }

    /// <summary>The columns as an indented tree of Spark's types.</summary>
    public async Task<string> SchemaTreeAsync(CancellationToken cancellationToken = default)
    {
        var tree = new AnalyzePlanRequest.Types.TreeString { Plan = await PlanAsync(cancellationToken).ConfigureAwait(false) };
        return (await Session.AnalyzeAsync(new() { TreeString = tree }, cancellationToken).ConfigureAwait(false)).TreeString.TreeString_;
    }

    /// <summary>The columns as SQL declares them: <c>`id` bigint NOT NULL, `x` double</c>.</summary>
    public async Task<string> SchemaDdlAsync(CancellationToken cancellationToken = default) =>
        SparkTypeText.Columns(await Node.SchemaAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The files that it reads, as far as its sources are files.</summary>
    public async Task<IReadOnlyList<string>> InputFilesAsync(CancellationToken cancellationToken = default)
    {
        var files = new AnalyzePlanRequest.Types.InputFiles { Plan = await PlanAsync(cancellationToken).ConfigureAwait(false) };
        return (await Session.AnalyzeAsync(new() { InputFiles = files }, cancellationToken).ConfigureAwait(false)).InputFiles.Files;
    }

    /// <summary>Keeps the rows once an action has computed them, in memory and on disk.</summary>
    /// <returns>This DataFrame.</returns>
    public Task<DataFrame> CacheAsync(CancellationToken cancellationToken = default) => PersistAsync(StorageLevel.MemoryAndDisk, cancellationToken);

    /// <summary>Keeps the rows once an action has computed them.</summary>
    /// <returns>This DataFrame.</returns>
    public async Task<DataFrame> PersistAsync(StorageLevel level, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(level);
        var persist = new AnalyzePlanRequest.Types.Persist
        {
            Relation = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false),
            StorageLevel = level.Message,
        };
        await Session.AnalyzeAsync(new() { Persist = persist }, cancellationToken).ConfigureAwait(false);
        return this;
    }

    /// <summary>Keeps the rows no longer.</summary>
    /// <param name="blocking">Whether to wait until they are gone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>This DataFrame.</returns>
    public async Task<DataFrame> UnpersistAsync(bool blocking = false, CancellationToken cancellationToken = default)
    {
        var unpersist = new AnalyzePlanRequest.Types.Unpersist
        {
            Relation = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false),
            Blocking = blocking,
        };
        await Session.AnalyzeAsync(new() { Unpersist = unpersist }, cancellationToken).ConfigureAwait(false);
        return this;
    }

    /// <summary>Where its rows are kept; all false where they are not.</summary>
    public async Task<StorageLevel> StorageLevelAsync(CancellationToken cancellationToken = default)
    {
        var question = new AnalyzePlanRequest.Types.GetStorageLevel { Relation = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false) };
        var level = (await Session.AnalyzeAsync(new() { GetStorageLevel = question }, cancellationToken).ConfigureAwait(false)).GetStorageLevel.StorageLevel;
        return new(level.UseDisk, level.UseMemory, level.UseOffHeap, level.Deserialized, level.Replication);
    }

    /// <summary>Makes it a view for SQL, for the session's life.</summary>
    /// <param name="name">The view's name.</param>
    /// <param name="replace">Whether it takes the place of one of that name; else that is an error.</param>
    /// <param name="global">Whether all sessions see it, as <c>global_temp.NAME</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SparkException">The plan is wrong, or there is such a view.</exception>
    public async Task CreateTempViewAsync(string name, bool replace = true, bool global = false, CancellationToken cancellationToken = default)
    {
        var view = new CreateDataFrameViewCommand
        {
            Input = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false),
            Name = name,
            Replace = replace,
            IsGlobal = global,
        };
        await Session.RunAsync(new Command { CreateDataframeView = view }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Plan> PlanAsync(CancellationToken cancellationToken) => new() { Root = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false) };
}
