#include "graph.h"

#include "memory.h"

static tfn_status import(tfn_runtime *runtime, TF_Graph *graph, const void *bytes, int64_t length, tfn_error *error) {
  TF_ImportGraphDefOptions *options = runtime->tf.NewImportGraphDefOptions();
  TF_Status *status = tfn_new_status(runtime);
  TF_Buffer buffer = {bytes, (size_t)length, NULL};
  runtime->tf.GraphImportGraphDef(graph, &buffer, options, status);
  runtime->tf.DeleteImportGraphDefOptions(options);
  return tfn_take_status(runtime, status, -1, error);
}

tfn_status tfn_graph_new(tfn_runtime *runtime, tfn_graph **out, tfn_error *error) {
  if (out)
    *out = NULL;
  if (!runtime || !out)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_new: a NULL argument");
  tfn_graph *graph = tfn_allocate_zeroed(sizeof *graph);
  if (!graph)
    return tfn_fail_memory(error);
  *graph = (tfn_graph){.runtime = runtime, .graph = runtime->tf.NewGraph()};
  atomic_init(&graph->references, 1);
  tfn_runtime_retain(runtime);
  tfn_count(&runtime->counters, TFN_LIVE_GRAPHS, 1);
  *out = graph;
  return tfn_succeed(error);
}

tfn_status tfn_graph_import(tfn_runtime *runtime, const void *graph_def, int64_t length, tfn_graph **out,
                            tfn_error *error) {
  if (out)
    *out = NULL;
  if (!runtime || !out || length < 0 || (!graph_def && length))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_import: a NULL argument, or a length of %lld",
                    (long long)length);
  if (length > TFN_PROTOBUF_LIMIT)
    return tfn_fail(error, TFN_INVALID_ARGUMENT, -1, "a GraphDef of %lld bytes: protobuf ends at 2^31 - 1",
                    (long long)length);
  tfn_graph *graph;
  tfn_status status = tfn_graph_new(runtime, &graph, error);
  if (!status)
    status = import(runtime, graph->graph, graph_def, length, error);
  if (status)
    tfn_graph_close(graph);
  else
    *out = graph;
  return status;
}

void tfn_graph_retain(tfn_graph *graph) { atomic_fetch_add_explicit(&graph->references, 1, memory_order_relaxed); }

void tfn_graph_close(tfn_graph *graph) {
  if (!graph || atomic_fetch_sub_explicit(&graph->references, 1, memory_order_acq_rel) != 1)
    return;
  tfn_runtime *runtime = graph->runtime;
  runtime->tf.DeleteGraph(graph->graph);
  tfn_count(&runtime->counters, TFN_LIVE_GRAPHS, -1);
  tfn_free(graph);
  tfn_runtime_release(runtime);
}

tfn_status tfn_graph_find(tfn_graph *graph, const char *operation, int32_t output, const char *what, int32_t position,
                          TF_Output *out, int32_t *output_count, tfn_error *error) {
  const tfn_symbols *tf = &graph->runtime->tf;
  if (!operation)
    return tfn_fail(error, TFN_BAD_CALL, position, "the operation of a %s is NULL", what);
  TF_Operation *found = tf->GraphOperationByName(graph->graph, operation);
  if (!found)
    return tfn_fail(error, TFN_NOT_FOUND, position, "the graph has no operation '%s' (%s)", operation, what);
  int count = tf->OperationNumOutputs(found);
  if (output_count)
    *output_count = count;
  if (output < 0 || output >= count)
    return tfn_fail(error, TFN_OUT_OF_RANGE, position, "operation '%s' has %d outputs; %s '%s:%d' is not one",
                    operation, count, what, operation, output);
  *out = (TF_Output){found, output};
  return TFN_OK;
}

static tfn_status shape_of(tfn_graph *graph, TF_Output output, int32_t *rank, int64_t *dims, int32_t capacity,
                           tfn_error *error) {
  const tfn_symbols *tf = &graph->runtime->tf;
  TF_Status *status = tfn_new_status(graph->runtime);
  int known = tf->GraphGetTensorNumDims(graph->graph, output, status);
  int64_t *sizes = NULL;
  if (!tf->GetCode(status) && known > 0) {
    sizes = tfn_allocate((size_t)known * sizeof *sizes);
    if (!sizes) {
      tf->DeleteStatus(status);
      return tfn_fail_memory(error);
    }
    tf->SetStatus(status, TFN_OK, "");
    tf->GraphGetTensorShape(graph->graph, output, sizes, known, status);
    for (int i = 0; i < known && i < capacity && !tf->GetCode(status); i++)
      dims[i] = sizes[i];
  }
  tfn_free(sizes);
  if (rank)
    *rank = known;
  return tfn_take_status(graph->runtime, status, -1, error);
}

tfn_status tfn_graph_output(tfn_graph *graph, const char *operation, int32_t index, int32_t *output_count,
                            int32_t *dtype, int32_t *rank, int64_t *dims, int32_t capacity, tfn_error *error) {
  if (!graph || !operation || capacity < 0 || (!dims && capacity))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_output: a NULL argument, or a capacity of %d", capacity);
  TF_Output output;
  tfn_status status = tfn_graph_find(graph, operation, index, "output", -1, &output, output_count, error);
  if (status)
    return status;
  if (dtype)
    *dtype = graph->runtime->tf.OperationOutputType(output);
  return shape_of(graph, output, rank, dims, capacity, error);
}
