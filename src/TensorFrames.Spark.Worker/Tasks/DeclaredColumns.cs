using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Compares columns that a driver declares with those that are there.</summary>
internal static class DeclaredColumns
{
    /// <summary>The columns that have arrived, under the names and with the metadata that the driver knows.</summary>
    /// <exception cref="PlanException">Their number or a type is another than the driver declared.</exception>
    internal static Schema Named(Schema declared, IReadOnlyList<Field> arrived)
    {
        if (declared.FieldsList.Count != arrived.Count)
        {
            throw new PlanException($"Spark sends {arrived.Count} columns, the driver declared {declared.FieldsList.Count}: {string.Join(", ", declared.FieldsList.Select(f => f.Name))}. Fix: one version of TensorFrames on the driver and in the worker.");
        }

        return new Schema(declared.FieldsList.Zip(arrived, Named), declared.Metadata);
    }

    /// <summary>The reply's fields: types as made, names and nullability as Spark was promised.</summary>
    /// <exception cref="PlanException">A column is not what was promised.</exception>
    internal static List<Field> Promised(IReadOnlyList<Field> declared, IReadOnlyList<Field> made, int exact)
    {
        if (declared.Count != made.Count)
        {
            throw new PlanException($"The graph gives {made.Count} columns ({string.Join(", ", made.Select(f => f.Name))}), Spark was promised {declared.Count} ({string.Join(", ", declared.Select(f => f.Name))}). Fix: one version of TensorFrames on the driver and in the worker.");
        }

        return [.. declared.Select((field, i) => Promised(field, made[i], i < exact))];
    }

    private static Field Named(Field declared, Field arrived) => Same(declared.DataType, arrived.DataType, nullability: false)
        ? new Field(declared.Name, arrived.DataType, arrived.IsNullable, declared.Metadata)
        : throw new PlanException($"Column '{declared.Name}' arrives as {ArrowTypeNames.Of(arrived.DataType)}, the driver declared {ArrowTypeNames.Of(declared.DataType)}. Fix: plan the verb over the DataFrame as it is now.") { Column = declared.Name };

    private static Field Promised(Field declared, Field made, bool exact)
    {
        var same = Same(declared.DataType, made.DataType, exact) && (!exact || declared.IsNullable || !made.IsNullable);
        return same ? new Field(declared.Name, made.DataType, declared.IsNullable)
            : throw new PlanException($"Column '{made.Name}' is {ArrowTypeNames.Of(made.DataType)}, Spark was promised {ArrowTypeNames.Of(declared.DataType)}{(exact ? " with the same nulls" : "")}. Fix: one version of TensorFrames and one libtensorflow on the driver and in the worker.") { Column = made.Name };
    }

    // Spark may send strings and bytes with 64-bit offsets, and timestamps in the session's time zone.
    private static bool Same(IArrowType a, IArrowType b, bool nullability) => (a, b) switch
    {
        (StringType or LargeStringType, StringType or LargeStringType) => true,
        (BinaryType or LargeBinaryType, BinaryType or LargeBinaryType) => true,
        (Decimal128Type x, Decimal128Type y) => (x.Precision, x.Scale) == (y.Precision, y.Scale),
        (TimestampType x, TimestampType y) => x.Unit == y.Unit && x.Timezone is null == y.Timezone is null,
        (DurationType x, DurationType y) => x.Unit == y.Unit,
        (IntervalType x, IntervalType y) => x.Unit == y.Unit,
        (StructType x, StructType y) => x.Fields.Count == y.Fields.Count && x.Fields.Zip(y.Fields).All(f => f.First.Name == f.Second.Name && SameField(f.First, f.Second, nullability)),
        (MapType x, MapType y) => SameField(x.KeyField, y.KeyField, nullability) && SameField(x.ValueField, y.ValueField, nullability),
        (ListType x, ListType y) => SameField(x.ValueField, y.ValueField, nullability),
        _ => a.TypeId == b.TypeId,
    };

    private static bool SameField(Field a, Field b, bool nullability) => (!nullability || a.IsNullable == b.IsNullable) && Same(a.DataType, b.DataType, nullability);
}
