using System.Globalization;
using TensorFrames.Spark.Connect;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>Some of a DataFrame's columns on their way to a worker as whole rows.</summary>
/// <param name="Relation">These columns alone.</param>
/// <param name="Names">What they are called there.</param>
internal sealed record SentColumns(Relation Relation, IReadOnlyList<string> Names)
{
    /// <summary>All of a DataFrame's columns, under names that tell them apart: their own, but where two have one.</summary>
    internal static SentColumns All(Relation input, IReadOnlyList<StructField> fields) => new(Distinct(input, fields, NamesOf(fields)), NamesOf(fields));

    /// <param name="input">The DataFrame.</param>
    /// <param name="fields">Its columns.</param>
    /// <param name="sent">Those that travel, by position.</param>
    internal static SentColumns Of(Relation input, IReadOnlyList<StructField> fields, IReadOnlyList<int> sent)
    {
        var all = NamesOf(fields);
        var distinct = Distinct(input, fields, all);
        if (sent.Count == fields.Count)
        {
            return new SentColumns(distinct, all);
        }

        // What were twins of each other need not be among fewer columns, so each travels under the name that it has there.
        var names = NamesOf([.. sent.Select(c => fields[c])]);
        return new SentColumns(Expressions.Project(distinct, sent.Select((c, i) => Expressions.Named(Expressions.Column(all[c]), new StructField { Name = names[i] }))), names);
    }

    /// <summary>Whether two columns have one name, as joins leave them: such can be kept, but not named.</summary>
    internal static bool HasTwins(IReadOnlyList<StructField> fields) => fields.DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Count() < fields.Count;

    /// <summary>A name for a column that needs none.</summary>
    internal static string Number(int column) => string.Create(CultureInfo.InvariantCulture, $"_{column}");

    /// <summary>The type with numbers for names, since names that differ in case alone are one name to Spark; it is changed.</summary>
    internal static DataType Numbered(DataType type)
    {
        for (var i = 0; i < type.Struct.Fields.Count; i++)
        {
            type.Struct.Fields[i] = new StructField(type.Struct.Fields[i]) { Name = Number(i) };
        }

        return type;
    }

    /// <summary>Names that tell the columns apart: twins have numbers.</summary>
    internal static string[] NamesOf(IReadOnlyList<StructField> fields) => HasTwins(fields) ? [.. Enumerable.Range(0, fields.Count).Select(Number)] : [.. fields.Select(f => f.Name)];

    private static Relation Distinct(Relation input, IReadOnlyList<StructField> fields, string[] names)
    {
        if (!HasTwins(fields))
        {
            return input;
        }

        var renamed = new ToDF { Input = input };
        renamed.ColumnNames.AddRange(names);
        return new Relation { Common = new(), ToDf = renamed };
    }
}
