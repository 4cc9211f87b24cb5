#ifndef TFN_FAKE_CASE_H
#define TFN_FAKE_CASE_H

#include "fake_tensorflow.h"
#include "harness.h"

enum { DOUBLE = 2, STRING = 7, BOOL = 10 };

typedef struct fake_case {
  tfn_runtime *runtime;
  tfn_graph *graph;
  tfn_session *session;
  tfn_plan *plan;
  fake_knobs *knobs;
  fake_let_go *let_go;
} fake_case;

// x0, x1 in; y0, y1 out. Knobs start at 0.
void fake_open(fake_case *c, const char *library, int ports, int32_t flags);
void fake_close_graph(fake_case *c); // plan, session and graph; the runtime stays
void fake_close(fake_case *c);       // drains, checks that nothing lives here or there

// 64-aligned doubles and the dims of eight of them.
extern const int64_t eight[1];
double *fake_doubles(void);
tfn_feed fake_feed(const double *x);
tfn_feed fake_strings(const char *data, int64_t data_bytes, const int32_t *offsets, size_t offsets_bytes,
                      const int64_t *count);

void fake_runs(void);
void fake_load(void);
void fake_memory(void);
void fake_threads(void);
void fake_environment(void);
void fake_handles(void);
void fake_string_tests(void);
void fake_far(void);
void fake_blocks(void);
void fake_sharing(void);
void fake_building(void);

#endif
