#include "harness.h"

#include <stdatomic.h>
#include <stdio.h>

static int passed, failed, skipped;
static atomic_int failing;
static const char *context = "";

tfn_error error;

void test_run(const char *name, void (*test)(void)) {
  failing = 0;
  test();
  if (failing)
    failed++;
  else
    passed++;
  printf("%s: %s%s\n", failing ? "FAILED" : "passed", context, name);
  fflush(stdout);
}

void test_failed(const char *file, int line, const char *what) {
  failing = 1;
  printf("%s:%d: %s\n", file, line, what);
}

int test_has_failed(void) { return failing; }

void test_skip(const char *name, const char *why) {
  skipped++;
  printf("skipped: %s: %s\n", name, why);
}

void test_context(const char *text) { context = text; }

int test_summary(const char *suite) {
  printf("%s: %d passed, %d failed, %d skipped\n", suite, passed, failed, skipped);
  return failed != 0;
}

void check_nothing_lives(const tfn_runtime *runtime) {
  tfn_counters counters;
  tfn_runtime_counters(runtime, &counters);
  CHECK(counters.live_bytes == 0);
  CHECK(counters.live_tensors == 0);
  CHECK(counters.live_graphs == 0);
  CHECK(counters.live_sessions == 0);
  CHECK(counters.live_plans == 0);
  CHECK(counters.live_outputs == 0);
  CHECK(counters.live_leases == 0);
  CHECK(counters.pending_leases == 0);
}
