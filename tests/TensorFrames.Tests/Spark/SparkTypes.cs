using Apache.Arrow.Types;

namespace TensorFrames.Tests.Spark;

/// <summary>What Spark's JVM reads of Arrow's types.</summary>
internal static class SparkTypes
{
    internal static bool Accepted(IArrowType type) => type switch
    {
        ListType list => list.ValueField.Name == "element" && Accepted(list.ValueDataType),
        StructType record => record.Fields.All(f => Accepted(f.DataType)),
        MapType map => Accepted(map.KeyField.DataType) && Accepted(map.ValueField.DataType),
        TimestampType t => t.Unit == TimeUnit.Microsecond,
        DurationType t => t.Unit == TimeUnit.Microsecond,
        Time64Type t => t.Unit == TimeUnit.Nanosecond,
        _ => type.TypeId is ArrowTypeId.Boolean or ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64 or ArrowTypeId.Float or ArrowTypeId.Double
            or ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.Decimal128 or ArrowTypeId.Date32 or ArrowTypeId.Null or ArrowTypeId.Interval,
    };
}
