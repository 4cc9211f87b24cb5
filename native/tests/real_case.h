// One graph on one real library: opened from nodes, run, closed, with everything back at 0.
#ifndef TFN_REAL_CASE_H
#define TFN_REAL_CASE_H

#include "graph_def.h"
#include "harness.h"

enum { FLOAT = 1, DOUBLE = 2, INT32 = 3, STRING = 7, INT64 = 9, BOOL = 10, RESOURCE = 20 };

extern tfn_runtime *runtime; // of the library under test
extern tfn_runtime_info info;

typedef struct real_case {
  tfn_graph *graph;
  tfn_session *session;
  tfn_plan *plan;
  tfn_feed feeds[4];
  tfn_fetch fetches[4];
  tfn_run_result result;
} real_case;

// Ports are "name" or "name:1"; lists end with NULL.
void case_open(real_case *c, const bytes *graph, const char *const *feeds, const char *const *fetches, int32_t flags);
tfn_status case_run(real_case *c, uint64_t token, int32_t flags);
void case_release(real_case *c);
void case_close(real_case *c); // drains and checks that nothing lives

tfn_feed values(int dtype, const void *data, int64_t data_bytes, const int64_t *dims, int rank);
// Over count + 1 offsets.
tfn_feed strings(const char *data, int64_t data_bytes, const int32_t *offsets, const int64_t *count);
// 64-aligned memory that the sanitizer watches to the byte at its end.
void *aligned(size_t size);
bytes identity_graph(int dtype);
tfn_counters counters_now(void);

void real_feeds(void);
void real_refusals(void);
void real_bools(void);
void real_strings(void);
void real_outputs(void);
void real_state(void);
void real_rows(void);
void real_errors(void);
void real_building(void);

#endif
