#ifndef TFN_GRAPH_H
#define TFN_GRAPH_H

#include "runtime.h"

struct tfn_graph {
  tfn_runtime *runtime;
  TF_Graph *graph;
  atomic_long references; // the handle, and each session
};

void tfn_graph_retain(tfn_graph *graph);

// Finds an output, with an index that exists. `what` is "feed", "fetch" or "output", for the message.
tfn_status tfn_graph_find(tfn_graph *graph, const char *operation, int32_t output, const char *what, int32_t position,
                          TF_Output *out, int32_t *output_count, tfn_error *error);

#endif
