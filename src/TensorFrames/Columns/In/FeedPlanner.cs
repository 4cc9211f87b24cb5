using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Checks a column against a placeholder before any data is read.</summary>
internal static class FeedPlanner
{
    /// <summary>Makes the feed, or says why the column cannot be one.</summary>
    /// <exception cref="PlanException">Type, dtype, rank or a known size does not fit.</exception>
    internal static FeedSpec Plan(Field field, string placeholder, DType dtype, TensorShape shape, FeedOptions options)
    {
        var column = ColumnTensor.Of(field) ?? throw Unsupported(field, placeholder, dtype, shape);
        column = DeclaredShape.Of(field, column);
        var spec = new FeedSpec
        {
            Placeholder = placeholder,
            DType = dtype,
            Shape = shape,
            Field = field,
            Column = column,
            Nulls = options.Nulls,
            IsMask = options.IsMask,
            IsPerRow = options.IsPerRow,
            Narrowed = options.IsMask ? null : SparkCells.Narrowed(field, dtype, options),
        };
        if (!options.IsMask && shape.Rank != 0 && RawCells.Are(field, dtype))
        {
            spec = Raw(spec);
        }

        CheckDeclared(spec);
        if (options.IsMask)
        {
            CheckMask(spec);
            return spec;
        }

        CheckDType(spec, options);
        CheckShape(spec);
        FillValue.Check(spec);
        return spec;
    }

    private static FeedSpec Raw(FeedSpec spec)
    {
        var column = RawCells.Of(spec.DType, spec.Shape.Cell, ShapeMetadata.ShapeOf(spec.Field)) ?? throw spec.PlanError(
            "its bytes may be the values of a cell, whose shape is not known", $"give the cell's shape (Shapes, --shape {spec.Placeholder}=…), or feed a column of {spec.DType.Name()}");
        spec = spec with { Column = column, IsRaw = true };
        return ColumnTensor.Storage(spec.Field.DataType) is not FixedSizeBinaryType { ByteWidth: var width } || width == RawCells.BytesOf(spec) ? spec
            : throw spec.PlanError($"the cell has {width} bytes, {RawCells.BytesOf(spec)} wanted ({column.Cell[0]} values of {spec.DType.Name()})", "a column whose cells have as many bytes, or another shape for the placeholder (Shapes, --shape)");
    }

    private static void CheckDeclared(FeedSpec spec)
    {
        if (spec.Column.Cell.Rank >= RunScratch.MaxRank)
        {
            throw spec.PlanError($"it nests {spec.Column.Cell.Rank} lists", $"a column of at most {RunScratch.MaxRank - 1}");
        }

        if (FixedShapeTensor.IsPermuted(spec.Field))
        {
            throw spec.PlanError("its metadata permute the axes, so that its values do not lie in the order of its shape", "write the tensors in row-major order");
        }

        if (spec.Column.Tensor is { } tensor && (spec.Column.Cell.Rank != 1 || spec.Column.Cell[0] != tensor.Count))
        {
            throw spec.PlanError($"its metadata declare cells of {tensor}, its type has cells of {spec.Column.Cell}", "metadata that fit the type");
        }
    }

    private static void CheckDType(FeedSpec spec, FeedOptions options)
    {
        var (from, to) = (spec.Column.DType, spec.DType);
        if (from == to || (from == DType.UInt16 && to == DType.BFloat16) || spec.Narrowed is not null)
        {
            return;
        }

        if (spec.Column.Kind == LeafKind.Decimal)
        {
            if (to == DType.Float64 && options.DecimalsAsDouble)
            {
                return;
            }

            throw to != DType.Float64
                ? spec.PlanError("a decimal can only become float64", "a float64 placeholder, or another column")
                : spec.PlanError("a decimal is no float64", "ask for it (DecimalsAsDouble, --decimals-as-double): a copy, rounded to the nearest float64");
        }

        if (Widening.Allowed(from, to))
        {
            if (!options.Widen)
            {
                throw spec.PlanError($"{from.Name()} is not {to.Name()}", "ask for it (Widen, --widen): a copy that keeps every value; or convert the column");
            }

            return;
        }

        throw spec.PlanError($"{from.Name()} is not {to.Name()}", $"convert the column to {to.Name()}, or feed another one");
    }

    private static void CheckShape(FeedSpec spec)
    {
        if (!spec.Shape.HasRank)
        {
            return;
        }

        if (spec.Shape.Rank == 0)
        {
            throw spec.PlanError("the placeholder is a scalar, a block of rows is not", "a placeholder with a leading dimension of rows, [?]");
        }

        var natural = (spec.Column.Tensor ?? spec.Column.Cell).WithRows(-1);
        if (natural.Fits(spec.Shape))
        {
            return;
        }

        if (CellShape.Reshapes(spec) && (spec.Column.Cell[0] < 0 || spec.Column.Cell[0] == spec.Shape.Cell.Count))
        {
            return;
        }

        throw natural.Rank == spec.Shape.Rank ? spec.PlanError(SizeText(spec, natural), "a column whose cells have that shape")
            : CellShape.Reshapes(spec) ? spec.PlanError($"the cell has {spec.Column.Cell[0]} values, {spec.Shape.Cell.Count} wanted", "a column whose cells have as many values")
            : spec.PlanError(spec.IsPerRow ? $"the rank differs: a cell of this column is {natural.Cell}" : $"the rank differs: a block of this column is {natural}", $"a column whose cells have rank {spec.Shape.Rank - 1}"
                + (spec.Column.Cell.Rank == 1 && spec.Column.Tensor is null && !spec.Shape.Cell.IsKnown ? $", or give the cell's shape (Shapes, --shape {spec.Placeholder}=…)" : ""));
    }

    private static string SizeText(FeedSpec spec, TensorShape natural) => natural.Rank == 2
        ? $"the cell has {natural[1]} values, {spec.Shape[1]} wanted"
        : $"the cell has shape {natural.Cell}, {spec.Shape.Cell} wanted";

    private static void CheckMask(FeedSpec spec)
    {
        if (spec.DType != DType.Bool)
        {
            throw spec.PlanError("a mask is bool", "a bool placeholder for the mask");
        }

        if (spec.Shape.HasRank && spec.Shape.Rank != 1)
        {
            CheckShape(spec);
        }
    }

    private static PlanException Unsupported(Field field, string placeholder, DType dtype, TensorShape shape) =>
        new($"Column '{field.Name}' ({ArrowTypeNames.Of(field.DataType)}) cannot feed placeholder '{placeholder}' ({dtype.Name()} {shape}): "
            + "columns of this type are no tensors. Fix: feed a column of numbers, booleans, strings, or lists of them.")
        {
            Column = field.Name,
            Tensor = placeholder,
        };
}
