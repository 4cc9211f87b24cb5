#include <stdlib.h>

#include "fake_case.h"

static void Idle_blocks_are_kept_and_given_back(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, TFN_PLAN_COPY_FEEDS);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
  tfn_counters counters;
  tfn_runtime_counters(c.runtime, &counters);
  CHECK(counters.pooled_bytes == 0 && counters.live_bytes > 64 && counters.live_tensors == 2);
  tfn_outputs_release(result.outputs);
  tfn_runtime_counters(c.runtime, &counters);
  CHECK(counters.pooled_bytes > 0 && counters.live_bytes == 0);
  tfn_runtime_trim(c.runtime);
  tfn_runtime_counters(c.runtime, &counters);
  CHECK(counters.pooled_bytes == 0);
  fake_close(&c);
  free(x);
}

// Pooled bytes after three feeds of `rows` doubles were copied and let go.
static void pooled_after(int64_t rows, int64_t *pooled) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 3, TFN_PLAN_COPY_FEEDS);
  CHECK_GOING();
  double *x = calloc((size_t)rows, sizeof *x);
  tfn_feed feed = {.data = x, .data_bytes = rows * 8, .dims = &rows, .rank = 1, .dtype = DOUBLE},
           feeds[3] = {feed, feed, feed};
  tfn_fetch fetches[3];
  tfn_run_result result;
  tfn_counters counters;
  CHECK_OK(tfn_plan_run(c.plan, feeds, fetches, 1, 0, &result, &error));
  tfn_outputs_release(result.outputs);
  tfn_runtime_counters(c.runtime, &counters);
  *pooled = counters.pooled_bytes;
  fake_close(&c);
  free(x);
}

// In tests blocks of up to 512 KiB are pooled, and 1 MiB of them in all.
static void Blocks_that_are_too_large_or_too_many_are_not_kept(void) {
  int64_t pooled = 0;
  pooled_after(60000, &pooled); // two of three
  CHECK_GOING();
  CHECK(pooled > 60000 * 8 && pooled <= 1 << 20);
  pooled_after(80000, &pooled);
  CHECK_GOING();
  CHECK(pooled == 0);
}

void fake_blocks(void) {
  TEST(Idle_blocks_are_kept_and_given_back);
  TEST(Blocks_that_are_too_large_or_too_many_are_not_kept);
}
