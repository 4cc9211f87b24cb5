#include "fake_case.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

const int64_t eight[1] = {8};

static void find_knobs(fake_case *c, const char *library) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  fake_get_knobs *get = NULL;
  void *symbol = handle ? dlsym(handle, "fake_get") : NULL;
  CHECK(symbol);
  memcpy(&get, &symbol, sizeof get);
  c->knobs = get();
  symbol = dlsym(handle, "let_go_kept");
  memcpy(&c->let_go, &symbol, sizeof symbol);
  c->knobs->copies = c->knobs->keeps = c->knobs->fails = c->knobs->refuses = 0;
  c->knobs->output_dtype = c->knobs->output_rank = 0;
  c->knobs->output_rows = 0;
  c->knobs->message = NULL;
}

void fake_open(fake_case *c, const char *library, int ports, int32_t flags) {
  memset(c, 0, sizeof *c);
  find_knobs(c, library);
  CHECK_GOING();
  const tfn_port in[3] = {{"x0", 0, 0}, {"x1", 0, 0}, {"x2", 0, 0}},
                 out[3] = {{"y0", 0, 0}, {"y1", 0, 0}, {"y2", 0, 0}};
  CHECK_OK(tfn_runtime_open(library, &c->runtime, &error));
  CHECK_OK(tfn_graph_import(c->runtime, "graph", 5, &c->graph, &error));
  CHECK_OK(tfn_session_open(c->graph, NULL, 0, &c->session, &error));
  CHECK_OK(tfn_plan_open(c->session, in, ports, out, ports, flags, &c->plan, &error));
}

void fake_close_graph(fake_case *c) {
  tfn_plan_close(c->plan);
  tfn_session_close(c->session);
  tfn_graph_close(c->graph);
}

void fake_close(fake_case *c) {
  c->let_go();
  fake_close_graph(c);
  uint64_t tokens[16];
  while (tfn_runtime_drain(c->runtime, tokens, 16))
    ;
  check_nothing_lives(c->runtime);
  tfn_runtime_close(c->runtime);
  CHECK(c->knobs->live == 0);
}

double *fake_doubles(void) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, 64))
    abort();
  double *x = memory;
  for (int i = 0; i < 8; i++)
    x[i] = i;
  return x;
}

tfn_feed fake_feed(const double *x) {
  return (tfn_feed){.data = x, .data_bytes = 64, .dims = eight, .rank = 1, .dtype = DOUBLE};
}

tfn_feed fake_strings(const char *data, int64_t data_bytes, const int32_t *offsets, size_t offsets_bytes,
                      const int64_t *count) {
  return (tfn_feed){.data = data,
                    .offsets = offsets,
                    .data_bytes = data_bytes,
                    .offsets_bytes = (int64_t)offsets_bytes,
                    .dims = count,
                    .rank = 1,
                    .dtype = STRING,
                    .layout = TFN_STRINGS32};
}
