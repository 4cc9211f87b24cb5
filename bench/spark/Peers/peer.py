"""The yardstick: what one writes with PySpark and TensorFlow for the same jobs. No part of the product.

Started by bench/spark with PYTHONPATH at the pyspark of a Spark distribution. Arguments: master, driver memory, then settings as key=value.
Says "ready", then answers each line of stdin, "JOB<tab>TABLE<tab>GRAPH<tab>WIDTH", with "seconds S" or "failed REASON".
JOB is mapInArrow or predict_batch_udf; TABLE a folder of Parquet; GRAPH a GraphDef with placeholder x and output y; WIDTH the floats of
a cell, 0 where x is a double. Jobs end in Spark's noop sink, as ours do.
"""

import os
import sys
import time

import pyarrow as pa
from pyspark.ml.functions import predict_batch_udf
from pyspark.sql import SparkSession
from pyspark.sql.types import ArrayType, DoubleType, FloatType, StructField, StructType


def open_session(graph_def):
    import tensorflow as tf

    graph = tf.Graph()
    with graph.as_default():
        tf.import_graph_def(tf.compat.v1.GraphDef.FromString(graph_def), name="")
    return tf.compat.v1.Session(graph=graph).make_callable("y:0", feed_list=["x:0"])


def kept_session(graph_def):
    """One session a worker process and graph: workers are reused, and a session anew for each task would be a slow way to use TensorFlow."""
    import builtins

    sessions = builtins.__dict__.setdefault("_bench_sessions", {})
    if graph_def not in sessions:
        sessions[graph_def] = open_session(graph_def)
    return sessions[graph_def]


def map_in_arrow(table, graph_def, width):
    def run(batches):
        predict = kept_session(graph_def)
        for batch in batches:
            x = batch.column(batch.schema.get_field_index("x"))
            if width:
                y = predict(x.flatten().to_numpy(zero_copy_only=False).reshape(-1, width))
                offsets = pa.array(range(0, y.size + 1, width), pa.int32())
                y = pa.ListArray.from_arrays(offsets, pa.array(y.reshape(-1)))
            else:
                y = pa.array(predict(x.to_numpy(zero_copy_only=False)))
            # Fetches first, then what is kept, as MapBlocks has it.
            yield pa.RecordBatch.from_arrays([y, *batch.columns], names=["y", *batch.schema.names])

    schema = StructType([StructField("y", ArrayType(FloatType()) if width else DoubleType()), *table.schema.fields])
    return table.mapInArrow(run, schema)


def predicted(table, graph_def, width):
    def make_predict():
        return kept_session(graph_def)

    function = predict_batch_udf(
        make_predict,
        return_type=ArrayType(FloatType()) if width else DoubleType(),
        batch_size=8192,
        input_tensor_shapes=[[width]] if width else None,
    )
    return table.withColumn("y", function("x"))


JOBS = {"mapInArrow": map_in_arrow, "predict_batch_udf": predicted}


def main():
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(sys.argv[1]).appName("peer").config("spark.driver.memory", sys.argv[2])
    for setting in sys.argv[3:]:
        builder = builder.config(*setting.split("=", 1))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    print("ready", file=answers)
    for line in sys.stdin:
        job, path, graph, width = line.rstrip("\n").split("\t")
        try:
            with open(graph, "rb") as file:
                frame = JOBS[job](session.read.parquet(path), file.read(), int(width))
            start = time.perf_counter()
            frame.write.format("noop").mode("overwrite").save()
            print(f"seconds {time.perf_counter() - start:.6f}", file=answers)
        except Exception as error:  # the bench says which job failed, and goes on
            print("failed " + " ".join(str(error).split())[:500], file=answers)
    session.stop()


if __name__ == "__main__":
    main()
