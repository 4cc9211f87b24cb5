// Handles: NULL ones, ones closed in any order, tokens that nobody asks for.
#include <stdlib.h>
#include <string.h>

#include "fake_case.h"

static void What_is_NULL_is_refused_or_ignored(void) {
  tfn_runtime_info info;
  tfn_counters counters;
  tfn_bytes bytes = {NULL, 1};
  uint64_t token;
  CHECK(tfn_abi_version() == TFN_ABI_VERSION);
  memset(&info, 1, sizeof info);
  tfn_runtime_describe(NULL, &info);
  tfn_runtime_describe(NULL, NULL);
  memset(&counters, 1, sizeof counters);
  tfn_runtime_counters(NULL, &counters);
  tfn_runtime_counters(NULL, NULL);
  CHECK(info.string_abi == 0 && !info.version[0] && counters.live_bytes == 0 && counters.pending_leases == 0);
  tfn_runtime_trim(NULL);
  tfn_runtime_close(NULL);
  tfn_bytes_free(NULL);
  CHECK(tfn_runtime_op_list(NULL, &bytes, &error) == TFN_BAD_CALL && bytes.length == 0);
  CHECK(tfn_runtime_drain(NULL, &token, 1) == 0);
}

static void Calls_on_real_handles_need_their_arguments(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  tfn_plan *plan;
  tfn_bytes bytes;
  uint64_t token;
  int64_t dims[2];
  CHECK(tfn_runtime_op_list(c.runtime, NULL, &error) == TFN_BAD_CALL);
  CHECK_OK(tfn_runtime_op_list(c.runtime, &bytes, NULL));
  tfn_bytes_free(&bytes);
  tfn_bytes_free(&bytes);
  CHECK(tfn_runtime_drain(c.runtime, NULL, 1) == 0 && tfn_runtime_drain(c.runtime, &token, -1) == 0);
  CHECK(tfn_graph_import(c.runtime, "graph", 5, NULL, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_output(NULL, "y0", 0, NULL, NULL, NULL, NULL, 0, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_output(c.graph, NULL, 0, NULL, NULL, NULL, NULL, 0, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_output(c.graph, "y0", 0, NULL, NULL, NULL, NULL, 1, NULL) == TFN_BAD_CALL);
  CHECK(tfn_graph_output(c.graph, "y0", 0, NULL, NULL, NULL, dims, -1, NULL) == TFN_BAD_CALL);
  CHECK_OK(tfn_graph_output(c.graph, "y0", 0, NULL, NULL, NULL, dims, 1, &error)); // rank 2, room for one
  CHECK(tfn_session_open(NULL, NULL, 0, NULL, NULL) == TFN_BAD_CALL);
  CHECK(tfn_plan_open(NULL, NULL, 0, NULL, 0, 0, &plan, NULL) == TFN_BAD_CALL && !plan);
  CHECK(tfn_plan_open(c.session, NULL, 0, NULL, 0, 0, NULL, NULL) == TFN_BAD_CALL);
  CHECK(tfn_plan_open(c.session, NULL, 1, NULL, 0, 0, &plan, NULL) == TFN_BAD_CALL && !plan);
  CHECK(tfn_plan_open(c.session, NULL, 0, NULL, INT32_MIN, 0, &plan, NULL) == TFN_BAD_CALL && !plan);
  fake_close(&c);
}

static void Graph_session_and_plan_close_in_any_order(void) {
  for (int order = 0; order < 6; order++) {
    fake_case c;
    fake_open(&c, FAKE_TENSORFLOW, 1, 0);
    CHECK_GOING();
    for (int step = 0; step < 3; step++) {
      int which = (order % 3 + (order < 3 ? step : 3 - step)) % 3;
      if (which == 0)
        tfn_graph_close(c.graph);
      else if (which == 1)
        tfn_session_close(c.session);
      else
        tfn_plan_close(c.plan);
    }
    check_nothing_lives(c.runtime);
    CHECK_GOING();
    tfn_runtime_close(c.runtime);
    CHECK(c.knobs->live == 0);
  }
}

// Graphs hold their runtime, so closing it first is harmless too.
static void A_plan_runs_after_all_its_makers_are_closed(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  tfn_runtime_close(c.runtime);
  tfn_graph_close(c.graph);
  tfn_session_close(c.session);
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
  CHECK(fetch.data == x);
  tfn_outputs_release(result.outputs);
  tfn_plan_close(c.plan);
  CHECK(c.knobs->live == 0);
  free(x);
}

static void Tokens_that_nobody_drained_go_with_the_runtime(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  for (int i = 0; i < 5; i++) {
    tfn_feed feed = fake_feed(x);
    tfn_fetch fetch;
    tfn_run_result result;
    CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, (uint64_t)i, 0, &result, &error));
    tfn_outputs_release(result.outputs);
    uint64_t token; // one is handed out, others wait in the portion taken with it
    CHECK(i != 2 || (tfn_runtime_drain(c.runtime, &token, 1) == 1 && token == 0));
  }
  fake_close_graph(&c);
  tfn_runtime_close(c.runtime); // the leak check sees what is left
  CHECK(c.knobs->live == 0);
  free(x);
}

// Each runtime has its own tokens, numbers alike or not.
static void A_token_comes_back_from_the_runtime_that_ran(void) {
  fake_case a, b;
  fake_open(&a, FAKE_TENSORFLOW, 1, 0);
  fake_open(&b, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  uint64_t token = 0;
  CHECK_OK(tfn_plan_run(a.plan, &feed, &fetch, 7, 0, &result, &error));
  tfn_outputs_release(result.outputs);
  CHECK(tfn_runtime_drain(b.runtime, &token, 1) == 0);
  CHECK(tfn_runtime_drain(a.runtime, &token, 1) == 1 && token == 7);
  fake_close_graph(&a);
  tfn_runtime_close(a.runtime);
  fake_close(&b);
  free(x);
}

void fake_handles(void) {
  TEST(What_is_NULL_is_refused_or_ignored);
  TEST(Calls_on_real_handles_need_their_arguments);
  TEST(Graph_session_and_plan_close_in_any_order);
  TEST(A_plan_runs_after_all_its_makers_are_closed);
  TEST(Tokens_that_nobody_drained_go_with_the_runtime);
  TEST(A_token_comes_back_from_the_runtime_that_ran);
}
