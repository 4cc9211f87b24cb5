#include "real_case.h"

#include <stdlib.h>
#include <string.h>

tfn_runtime *runtime;
tfn_runtime_info info;

static int ports_of(const char *const *names, tfn_port *ports, char (*buffers)[64]) {
  int count = 0;
  for (; names && names[count]; count++) {
    strncpy(buffers[count], names[count], 63);
    buffers[count][63] = 0;
    char *colon = strchr(buffers[count], ':');
    ports[count] = (tfn_port){buffers[count], colon ? atoi(colon + 1) : 0, 0};
    if (colon)
      *colon = 0;
  }
  return count;
}

void case_open(real_case *c, const bytes *graph, const char *const *feeds, const char *const *fetches, int32_t flags) {
  static const unsigned char on_this_thread[] = {0x28, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
  memset(c, 0, sizeof *c);
  CHECK_OK(tfn_graph_import(runtime, graph->data, (int64_t)graph->length, &c->graph, &error));
  CHECK_OK(tfn_session_open(c->graph, on_this_thread, sizeof on_this_thread, &c->session, &error));
  tfn_port in[4], out[4];
  char in_names[4][64], out_names[4][64];
  int in_count = ports_of(feeds, in, in_names), out_count = ports_of(fetches, out, out_names);
  CHECK_OK(tfn_plan_open(c->session, in, in_count, out, out_count, flags, &c->plan, &error));
}

tfn_status case_run(real_case *c, uint64_t token, int32_t flags) {
  case_release(c);
  return tfn_plan_run(c->plan, c->feeds, c->fetches, token, flags, &c->result, &error);
}

void case_release(real_case *c) {
  tfn_outputs_release(c->result.outputs);
  c->result.outputs = NULL;
}

void case_close(real_case *c) {
  case_release(c);
  tfn_plan_close(c->plan);
  tfn_session_close(c->session);
  tfn_graph_close(c->graph);
  memset(c, 0, sizeof *c);
  uint64_t tokens[64];
  while (tfn_runtime_drain(runtime, tokens, 64))
    ;
  check_nothing_lives(runtime);
}

tfn_feed values(int dtype, const void *data, int64_t data_bytes, const int64_t *dims, int rank) {
  return (tfn_feed){.data = data, .data_bytes = data_bytes, .dims = dims, .rank = rank, .dtype = dtype};
}

tfn_feed strings(const char *data, int64_t data_bytes, const int32_t *offsets, const int64_t *count) {
  return (tfn_feed){.data = data,
                    .offsets = offsets,
                    .data_bytes = data_bytes,
                    .offsets_bytes = (*count + 1) * 4,
                    .dims = count,
                    .rank = 1,
                    .dtype = STRING,
                    .layout = TFN_STRINGS32};
}

void *aligned(size_t size) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, size ? size : 1))
    abort();
  return memory;
}

bytes identity_graph(int dtype) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", dtype);
  add_unary(&graph, "y", "Identity", "x", dtype);
  return graph;
}

tfn_counters counters_now(void) {
  tfn_counters counters;
  tfn_runtime_counters(runtime, &counters);
  return counters;
}
