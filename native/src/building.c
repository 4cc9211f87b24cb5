// Graphs built operation by operation, and of other graphs.
#include "graph.h"

#include "memory.h"

static tfn_status find_all(tfn_graph *graph, const tfn_port *ports, int32_t count, const char *what, TF_Output **out,
                           tfn_error *error) {
  TF_Output *found = tfn_allocate((size_t)(count ? count : 1) * sizeof *found);
  if (!found)
    return tfn_fail_memory(error);
  tfn_status status = TFN_OK;
  for (int32_t i = 0; i < count && !status; i++)
    status = tfn_graph_find(graph, ports[i].operation, ports[i].index, what, i, &found[i], NULL, error);
  if (status)
    tfn_free(found);
  else
    *out = found;
  return status;
}

static tfn_status check_node(tfn_graph *graph, const tfn_node *node, tfn_error *error) {
  int64_t inputs = 0;
  for (int32_t i = 0; i < node->argument_count; i++) {
    if (node->arguments[i] < -1)
      return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_add: argument %d is a list of %d", i, node->arguments[i]);
    inputs += node->arguments[i] == -1 ? 1 : node->arguments[i];
  }
  if (inputs != node->input_count)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_add: %d inputs for arguments of %lld", node->input_count,
                    (long long)inputs);
  for (int32_t i = 0; i < node->control_count; i++)
    if (!node->controls[i] || !graph->runtime->tf.GraphOperationByName(graph->graph, node->controls[i]))
      return tfn_fail(error, TFN_NOT_FOUND, i, "the graph has no operation '%s' (control input)",
                      node->controls[i] ? node->controls[i] : "");
  for (int32_t i = 0; i < node->attr_count; i++)
    if (!node->attrs[i].name || node->attrs[i].length < 0 || (!node->attrs[i].value && node->attrs[i].length))
      return tfn_fail(error, TFN_BAD_CALL, i, "tfn_graph_add: attribute %d has no name or no value", i);
  return TFN_OK;
}

static void add_inputs(const tfn_symbols *tf, TF_OperationDescription *description, const tfn_node *node,
                       const TF_Output *inputs) {
  for (int32_t i = 0; i < node->argument_count; i++) {
    int32_t size = node->arguments[i];
    if (size == -1)
      tf->AddInput(description, *inputs);
    else
      tf->AddInputList(description, inputs, size);
    inputs += size == -1 ? 1 : size;
  }
}

// The first attribute that TensorFlow cannot parse sets the status.
static void set_attrs(const tfn_symbols *tf, TF_OperationDescription *description, const tfn_node *node,
                      TF_Status *status) {
  for (int32_t i = 0; i < node->attr_count && !tf->GetCode(status); i++)
    tf->SetAttrValueProto(description, node->attrs[i].name, node->attrs[i].value, (size_t)node->attrs[i].length,
                          status);
}

// A description cannot be thrown away, only finished; more arguments than any op has keep it out of the graph.
static void discard(const tfn_symbols *tf, TF_OperationDescription *description) {
  enum { MORE_THAN_ANY_OP = 256 };
  TF_Status *status = tf->NewStatus();
  for (int i = 0; i < MORE_THAN_ANY_OP; i++)
    tf->AddInputList(description, NULL, 0);
  tf->FinishOperation(description, status);
  tf->DeleteStatus(status);
}

tfn_status tfn_graph_add(tfn_graph *graph, const tfn_node *node, int32_t *output_count, tfn_error *error) {
  if (!graph || !node || !output_count || !node->name || !node->op || node->input_count < 0 ||
      node->argument_count < 0 || node->control_count < 0 || node->attr_count < 0 ||
      (node->input_count && !node->inputs) || (node->argument_count && !node->arguments) ||
      (node->control_count && !node->controls) || (node->attr_count && !node->attrs))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_add: a NULL argument, or a negative count");
  const tfn_symbols *tf = &graph->runtime->tf;
  TF_Output *inputs = NULL;
  tfn_status checked = check_node(graph, node, error);
  if (!checked)
    checked = find_all(graph, node->inputs, node->input_count, "input", &inputs, error);
  if (checked)
    return checked;
  TF_OperationDescription *description = tf->NewOperation(graph->graph, node->op, node->name);
  TF_Status *status = tfn_new_status(graph->runtime);
  add_inputs(tf, description, node, inputs);
  tfn_free(inputs);
  for (int32_t i = 0; i < node->control_count; i++)
    tf->AddControlInput(description, tf->GraphOperationByName(graph->graph, node->controls[i]));
  set_attrs(tf, description, node, status);
  if (tf->GetCode(status)) {
    discard(tf, description);
    return tfn_take_status(graph->runtime, status, -1, error);
  }
  TF_Operation *made = tf->FinishOperation(description, status);
  if (made)
    *output_count = tf->OperationNumOutputs(made);
  return tfn_take_status(graph->runtime, status, -1, error);
}

static tfn_status append(tfn_graph *graph, const TF_Buffer *bytes, const char *prefix, const tfn_port *from,
                         const TF_Output *to, int32_t count, tfn_error *error) {
  const tfn_symbols *tf = &graph->runtime->tf;
  TF_ImportGraphDefOptions *options = tf->NewImportGraphDefOptions();
  TF_Status *status = tfn_new_status(graph->runtime);
  tf->ImportGraphDefOptionsSetPrefix(options, prefix);
  for (int32_t i = 0; i < count; i++)
    tf->ImportGraphDefOptionsAddInputMapping(options, from[i].operation, from[i].index, to[i]);
  tf->GraphImportGraphDef(graph->graph, bytes, options, status);
  tf->DeleteImportGraphDefOptions(options);
  return tfn_take_status(graph->runtime, status, -1, error);
}

tfn_status tfn_graph_append(tfn_graph *graph, const void *graph_def, int64_t length, const char *prefix,
                            const tfn_port *from, const tfn_port *to, int32_t count, tfn_error *error) {
  if (!graph || !prefix || length < 0 || (!graph_def && length) || count < 0 || (count && (!from || !to)))
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_append: a NULL argument, or a negative length or count");
  if (length > TFN_PROTOBUF_LIMIT)
    return tfn_fail(error, TFN_INVALID_ARGUMENT, -1, "a GraphDef of %lld bytes: protobuf ends at 2^31 - 1",
                    (long long)length);
  for (int32_t i = 0; i < count; i++)
    if (!from[i].operation || from[i].index < 0)
      return tfn_fail(error, TFN_BAD_CALL, i, "tfn_graph_append: output %d to replace has no name, or no index", i);
  TF_Output *found = NULL;
  tfn_status status = find_all(graph, to, count, "replacement", &found, error);
  if (status)
    return status;
  TF_Buffer bytes = {graph_def, (size_t)length, NULL};
  status = append(graph, &bytes, prefix, from, found, count, error);
  tfn_free(found);
  return status;
}

tfn_status tfn_graph_write(tfn_graph *graph, tfn_bytes *out, tfn_error *error) {
  if (out)
    *out = (tfn_bytes){NULL, 0};
  if (!graph || !out)
    return tfn_fail(error, TFN_BAD_CALL, -1, "tfn_graph_write: a NULL argument");
  TF_Buffer *buffer = graph->runtime->tf.NewBuffer();
  TF_Status *status = tfn_new_status(graph->runtime);
  graph->runtime->tf.GraphToGraphDef(graph->graph, buffer, status);
  tfn_status written = tfn_take_status(graph->runtime, status, -1, error);
  if (!written)
    return tfn_take_buffer(graph->runtime, buffer, out, error);
  graph->runtime->tf.DeleteBuffer(buffer);
  return written;
}
