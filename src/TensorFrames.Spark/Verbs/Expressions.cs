using TensorFrames.Spark.Connect;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>Expressions that verbs need.</summary>
internal static class Expressions
{
    /// <summary>A column of this very name.</summary>
    internal static Expression Column(string name) => new() { UnresolvedAttribute = new() { UnparsedIdentifier = SparkTypeText.Quoted(name) } };

    /// <summary>An expression under a field's name and with its metadata.</summary>
    internal static Expression Named(Expression expression, StructField field)
    {
        var alias = new Expression.Types.Alias { Expr = expression, Name = { field.Name } };
        if (field.HasMetadata)
        {
            alias.Metadata = field.Metadata;
        }

        return new Expression { Alias = alias };
    }

    /// <summary>A member of a struct.</summary>
    internal static Expression Member(Expression value, string name) =>
        new() { UnresolvedExtractValue = new() { Child = value, Extraction = new() { Literal = new() { String = name } } } };

    internal static Relation Project(Relation input, IEnumerable<Expression> expressions)
    {
        var project = new Project { Input = input };
        project.Expressions.AddRange(expressions);
        return new Relation { Common = new(), Project = project };
    }
}
