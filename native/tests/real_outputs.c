#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static bytes many_outputs(void) {
  bytes graph = {.length = 0};
  const float constant[2] = {5, 6};
  const int64_t two = 2;
  add_placeholder(&graph, "x", FLOAT);
  add_unary(&graph, "same", "Identity", "x", FLOAT);
  add_unary(&graph, "fresh", "Neg", "x", FLOAT);
  add_unary(&graph, "fresh_again", "Identity", "fresh", FLOAT);
  add_const(&graph, "constant", FLOAT, &two, 1, constant, sizeof constant);
  return graph;
}

static void run_many(real_case *c, const float *x, const char *const *fetches, int32_t flags) {
  bytes graph = many_outputs();
  static const int64_t two = 2;
  case_open(c, &graph, (const char *[]){"x", NULL}, fetches, flags);
  CHECK_GOING();
  c->feeds[0] = values(FLOAT, x, 8, &two, 1);
  CHECK_OK(case_run(c, 1, 0));
}

static void Memory_shared_with_a_feed_a_constant_or_another_output_is_marked(void) {
  real_case c;
  _Alignas(64) float x[2] = {1, 2};
  tfn_counters before = counters_now();
  run_many(&c, x, (const char *[]){"same", "fresh", "constant", NULL}, 0);
  CHECK_GOING();
  CHECK(c.fetches[0].flags == TFN_ALIASED && c.fetches[0].data == x);
  CHECK(c.fetches[1].flags == 0 && ((const float *)c.fetches[1].data)[1] == -2);
  CHECK(c.fetches[2].flags == TFN_ALIASED && ((const float *)c.fetches[2].data)[1] == 6);
  CHECK(counters_now().aliased_outputs - before.aliased_outputs == 2);
  case_close(&c);
  run_many(&c, x, (const char *[]){"fresh", "fresh_again", NULL}, 0);
  CHECK_GOING();
  CHECK(c.fetches[0].flags == TFN_ALIASED && c.fetches[1].flags == TFN_ALIASED);
  CHECK(c.fetches[0].data == c.fetches[1].data);
  case_close(&c);
}

static void Copied_outputs_share_nothing(void) {
  real_case c;
  _Alignas(64) float x[2] = {1, 2};
  run_many(&c, x, (const char *[]){"same", "fresh", "constant", NULL}, TFN_PLAN_COPY_OUTPUTS);
  CHECK_GOING();
  for (int i = 0; i < 3; i++)
    CHECK(c.fetches[i].flags == 0);
  CHECK(c.fetches[0].data != x && !memcmp(c.fetches[0].data, x, sizeof x));
  CHECK(!c.result.lease_held);
  case_close(&c);
}

static void Outputs_outlive_plan_session_and_graph(void) {
  real_case c;
  float *x = aligned(8);
  x[0] = 1, x[1] = 2;
  run_many(&c, x, (const char *[]){"same", "fresh", "constant", NULL}, 0);
  CHECK_GOING();
  tfn_plan_close(c.plan);
  tfn_session_close(c.session);
  tfn_graph_close(c.graph);
  CHECK(c.result.lease_held);
  uint64_t token;
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 0);
  CHECK(((const float *)c.fetches[0].data)[1] == 2 && ((const float *)c.fetches[1].data)[1] == -2 &&
        ((const float *)c.fetches[2].data)[1] == 6);
  tfn_counters held = counters_now();
  CHECK(held.live_outputs == 1 && held.live_leases == 1 && held.live_bytes == 24 && held.live_plans == 0);
  case_release(&c);
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 1 && token == 1);
  check_nothing_lives(runtime);
  free(x);
}

static void Every_output_is_described_and_a_missing_one_refused(void) {
  bytes bytes = many_outputs();
  tfn_graph *graph;
  CHECK_OK(tfn_graph_import(runtime, bytes.data, (int64_t)bytes.length, &graph, &error));
  int32_t count, dtype, rank;
  int64_t dims[4];
  CHECK_OK(tfn_graph_output(graph, "constant", 0, &count, &dtype, &rank, dims, 4, &error));
  CHECK(count == 1 && dtype == FLOAT && rank == 1 && dims[0] == 2);
  CHECK_OK(tfn_graph_output(graph, "x", 0, &count, &dtype, &rank, dims, 0, &error));
  CHECK(rank == -1);
  count = 0;
  CHECK(tfn_graph_output(graph, "x", 1, &count, &dtype, &rank, dims, 4, &error) == TFN_OUT_OF_RANGE && count == 1);
  CHECK(tfn_graph_output(graph, "x", -1, &count, &dtype, &rank, dims, 4, &error) == TFN_OUT_OF_RANGE);
  CHECK(tfn_graph_output(graph, "nobody", 0, &count, &dtype, &rank, dims, 4, &error) == TFN_NOT_FOUND);
  tfn_graph_close(graph);
  check_nothing_lives(runtime);
}

void real_outputs(void) {
  TEST(Memory_shared_with_a_feed_a_constant_or_another_output_is_marked);
  TEST(Copied_outputs_share_nothing);
  TEST(Outputs_outlive_plan_session_and_graph);
  TEST(Every_output_is_described_and_a_missing_one_refused);
}
