using Apache.Arrow;

namespace TensorFrames.Columns.In;

/// <summary>One placeholder and the column that feeds it, checked against each other before anything runs.</summary>
internal sealed record FeedSpec
{
    internal required string Placeholder { get; init; }

    internal required DType DType { get; init; }

    /// <summary>The placeholder's shape, with the leading dimension of rows (which it has not itself where each row is run).</summary>
    internal required TensorShape Shape { get; init; }

    internal required Field Field { get; init; }

    internal required ColumnTensor Column { get; init; }

    internal NullPolicy Nulls { get; init; } = NullPolicy.Error;

    /// <summary>Whether each row is run by itself, so that cells may differ in shape.</summary>
    internal bool IsPerRow { get; init; }

    /// <summary>Whether this placeholder takes the mask of the column's nulls, not its values.</summary>
    internal bool IsMask { get; init; }

    /// <summary>Whether a cell of the field's type, binary, holds the values' bytes; <see cref="Column"/> is then the list of them.</summary>
    internal bool IsRaw { get; init; }

    /// <summary>The dtype that values of one of Spark's types stand for; null where they are fed or widened as they are.</summary>
    internal DType? Narrowed { get; init; }

    internal string Subject => $"Column '{Field.Name}' ({ArrowTypeNames.Of(Field.DataType)}) cannot feed placeholder '{Placeholder}' ({DType.Name()} {(IsPerRow ? Shape.Cell : Shape)})";

    internal PlanException PlanError(string why, string fix) =>
        new($"{Subject}: {why}. Fix: {fix}.") { Column = Field.Name, Tensor = Placeholder };

    internal BlockException BlockError(string why, string fix, Run.BlockPosition position, int row) =>
        new($"{Subject}: {why}, first at row {position.FirstRow + row}{position}. Fix: {fix}.")
        {
            Column = Field.Name,
            Tensor = Placeholder,
            Row = position.FirstRow + row,
        };

    internal BlockException Broken(string what, Run.BlockPosition position) =>
        new($"{Subject}: {what}{position}. Fix: the batch is damaged; write the table anew.") { Column = Field.Name, Tensor = Placeholder };
}
