// Every allocation of the shim fails once: the call says so, and nothing is left behind.
#include <stdlib.h>
#include <string.h>

#include "../src/memory.h"
#include "fake_case.h"

typedef struct everything {
  tfn_runtime *runtime;
  tfn_graph *graph;
  tfn_session *session;
  tfn_plan *plan;
} everything;

// The same feeds, each row by itself; the second cell of strings is empty.
static tfn_status run_rows(const everything *e, tfn_feed *feeds) {
  tfn_row_feed cells[3] = {{0}};
  tfn_row_fetch sizes[3];
  tfn_fetch fetches[3];
  tfn_run_result result;
  static const int64_t three_of_any[2] = {3, -1}, each[4] = {1, 0, 2, 3};
  feeds[0].dims = each + 3;
  feeds[1].dims = three_of_any;
  feeds[1].rank = 2;
  cells[1].sizes = each;
  tfn_rows rows = {.count = 3, .feeds = cells, .fetches = sizes};
  tfn_status status = tfn_plan_run_rows(e->plan, &rows, feeds, fetches, 2, 0, &result, &error);
  if (status && (result.outputs || result.lease_held))
    test_failed(__FILE__, __LINE__, "rows that failed kept something");
  tfn_outputs_release(result.outputs);
  return status;
}

// The same feeds in groups: each row passed on, then all rows run as one.
static tfn_status run_groups(const everything *e, tfn_feed *feeds) {
  static const int64_t singles[4] = {0, 1, 2, 3}, one[2] = {0, 3};
  feeds[0].dims = singles + 3;
  for (int64_t count = 3; count >= 1; count -= 2) {
    tfn_row_feed cells[3] = {{0}};
    tfn_row_fetch sizes[3];
    tfn_fetch fetches[3];
    tfn_run_result result;
    tfn_rows rows = {.count = count, .feeds = cells, .fetches = sizes, .starts = count == 3 ? singles : one};
    tfn_status status = tfn_plan_run_rows(e->plan, &rows, feeds, fetches, 3, 0, &result, &error);
    if (status && (result.outputs || result.lease_held))
      test_failed(__FILE__, __LINE__, "groups that failed kept something");
    tfn_outputs_release(result.outputs);
    if (status)
      return status;
  }
  return TFN_OK;
}

// The same feeds as two blocks.
static tfn_status run_blocks(const everything *e, const tfn_feed *feeds) {
  tfn_feed blocks[6];
  memcpy(blocks, feeds, 3 * sizeof *feeds);
  memcpy(blocks + 3, feeds, 3 * sizeof *feeds);
  tfn_feed own[3] = {{0}};
  tfn_row_feed cells[3] = {{0}};
  tfn_row_fetch sizes[3];
  tfn_fetch fetches[3];
  tfn_run_result result;
  tfn_rows rows = {.count = 2, .feeds = cells, .fetches = sizes, .blocks = blocks};
  tfn_status status = tfn_plan_run_rows(e->plan, &rows, own, fetches, 4, 0, &result, &error);
  if (status && (result.outputs || result.lease_held))
    test_failed(__FILE__, __LINE__, "blocks that failed kept something");
  tfn_outputs_release(result.outputs);
  return status;
}

static tfn_status run_all(const everything *e, const double *x) {
  static const int64_t three[1] = {3};
  static const int32_t offsets[] = {0, 30, 60, 90};
  static const char payload[90] = "strings that are too long to lie inside their headers";
  static const unsigned char bits = 5;
  tfn_feed feeds[3] = {fake_feed(x), {0}, {0}};
  feeds[1] = fake_strings(payload, 90, offsets, sizeof offsets, three);
  feeds[2] = (tfn_feed){.data = &bits, .data_bytes = 1, .dims = three, .rank = 1, .dtype = BOOL, .layout = TFN_BITS};
  tfn_fetch fetches[3];
  tfn_run_result result;
  tfn_status status = tfn_plan_run(e->plan, feeds, fetches, 1, 0, &result, &error);
  if (status && (result.outputs || result.lease_held))
    test_failed(__FILE__, __LINE__, "a run that failed kept something");
  tfn_outputs_release(result.outputs);
  if (!status)
    status = run_blocks(e, feeds);
  if (!status)
    status = run_groups(e, feeds);
  return status ? status : run_rows(e, feeds);
}

static tfn_status open_and_run(everything *e, const char *library, int32_t flags, const double *x) {
  const tfn_port in[3] = {{"x0", 0, 0}, {"x1", 0, 0}, {"x2", 0, 0}},
                 out[3] = {{"y0", 0, 0}, {"y1", 0, 0}, {"y2", 0, 0}};
  tfn_bytes list;
  int32_t count, dtype, rank;
  tfn_status status = tfn_runtime_open(library, &e->runtime, &error);
  if (status || (status = tfn_runtime_op_list(e->runtime, &list, &error)))
    return status;
  tfn_bytes_free(&list);
  if ((status = tfn_graph_import(e->runtime, "graph", 5, &e->graph, &error)) ||
      (status = tfn_graph_output(e->graph, "y0", 0, &count, &dtype, &rank, NULL, 0, &error)) ||
      (status = tfn_session_open(e->graph, NULL, 0, &e->session, &error)) ||
      (status = tfn_plan_open(e->session, in, 3, out, 3, flags, &e->plan, &error)))
    return status;
  return run_all(e, x);
}

static void close_all(everything *e) {
  tfn_plan_close(e->plan);
  tfn_session_close(e->session);
  tfn_graph_close(e->graph);
  uint64_t token;
  if (!e->runtime)
    return;
  while (tfn_runtime_drain(e->runtime, &token, 1))
    ;
  check_nothing_lives(e->runtime);
  tfn_runtime_close(e->runtime);
}

static void fail_each(const char *library, int32_t flags) {
  fake_case probe;
  fake_open(&probe, library, 1, 0); // for its knobs
  CHECK_GOING();
  probe.knobs->output_rank = 0;
  double *x = fake_doubles();
  int failures = 0;
  for (long n = 1; n < 100; n++) {
    everything e = {0};
    int before = probe.knobs->live;
    tfn_test_fail_allocation(n);
    tfn_status status = open_and_run(&e, library, flags, x);
    tfn_test_fail_allocation(0);
    close_all(&e);
    CHECK_GOING();
    CHECK(probe.knobs->live == before);
    if (!status)
      break;
    CHECK(status == TFN_OUT_OF_MEMORY && error.code == TFN_OUT_OF_MEMORY);
    failures++;
  }
  CHECK(failures >= 10 && failures < 90);
  fake_close(&probe);
  free(x);
}

static void Each_failing_allocation_is_an_error_that_leaves_nothing(void) { fail_each(FAKE_TENSORFLOW, 0); }

static void The_same_where_strings_are_encoded(void) { fail_each(FAKE_OLD_STRINGS, 0); }

static void The_same_where_feeds_and_outputs_are_copied(void) {
  fail_each(FAKE_TENSORFLOW, TFN_PLAN_COPY_FEEDS | TFN_PLAN_COPY_OUTPUTS);
}

static void A_run_that_borrows_allocates_once(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 2, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_test_allocations();
  for (int i = 0; i < 5; i++) {
    tfn_feed feeds[2] = {fake_feed(x), fake_feed(x)};
    tfn_fetch fetches[2];
    tfn_run_result result;
    CHECK_OK(tfn_plan_run(c.plan, feeds, fetches, 1, 0, &result, &error));
    tfn_outputs_release(result.outputs);
  }
  CHECK(tfn_test_allocations() == 5);
  fake_close(&c);
  free(x);
}

void fake_memory(void) {
  TEST(Each_failing_allocation_is_an_error_that_leaves_nothing);
  TEST(The_same_where_strings_are_encoded);
  TEST(The_same_where_feeds_and_outputs_are_copied);
  TEST(A_run_that_borrows_allocates_once);
}
