// libFuzzer: bytes to feeds as the managed side passes them, to tensors, through the fake libtensorflow and back. The
// fake dies of what the real one would; memory is freed as soon as the shim says that it may be.
#include <stdlib.h>
#include <string.h>

#include "../src/memory.h"
#include "fake_case.h"
#include "fuzz_feed.h"

enum { MOST_PORTS = 3, EVERY_FLAG = 8 };

typedef struct fuzz_run {
  fake_case *c;
  fuzz_feed feeds[MOST_PORTS];
  tfn_fetch fetches[MOST_PORTS];
  tfn_run_result result;
  int ports, flags, honest, fails, may_fail;
} fuzz_run;

static void require(int condition) {
  if (!condition)
    abort();
}

// One good run: from then on the plan keeps what it keeps.
static void warm_up(const fake_case *c) {
  double *x = fake_doubles();
  tfn_feed feeds[MOST_PORTS] = {fake_feed(x), fake_feed(x), fake_feed(x)};
  tfn_fetch fetches[MOST_PORTS];
  tfn_run_result result;
  uint64_t token;
  require(tfn_plan_run(c->plan, feeds, fetches, 1, 0, &result, &error) == TFN_OK);
  tfn_outputs_release(result.outputs);
  tfn_runtime_drain(c->runtime, &token, 1);
  free(x);
}

static fake_case *case_of(int old, int ports, int flags) {
  static fake_case cases[2][MOST_PORTS][EVERY_FLAG];
  fake_case *c = &cases[old][ports - 1][flags];
  if (!c->plan) {
    fake_open(c, old ? FAKE_OLD_STRINGS : FAKE_TENSORFLOW, ports, flags);
    require(!test_has_failed());
    warm_up(c);
  }
  return c;
}

static void make_run(fuzz_run *run, fuzz_bytes *bytes) {
  uint8_t how = fuzz_byte(bytes), ports = fuzz_byte(bytes), trouble = fuzz_byte(bytes);
  run->ports = ports % MOST_PORTS + 1;
  run->flags = how & 16 ? TFN_RUN_FORBID_COPY : 0;
  run->c = case_of(how & 1, run->ports, how >> 1 & 7);
  run->honest = 1;
  for (int i = 0; i < run->ports; i++) {
    fuzz_feed_make(&run->feeds[i], bytes);
    run->honest &= run->feeds[i].honest;
  }
  fake_knobs *knobs = run->c->knobs;
  knobs->copies = how >> 5 & 1;
  knobs->keeps = how >> 6 & 1;
  knobs->fails = trouble % 32 == 1 ? TFN_INTERNAL : 0;
  knobs->refuses = trouble % 32 == 2;
  // Encoded strings that nobody encoded: what an output might hold.
  knobs->output_dtype = how & 1 && trouble % 32 == 3 ? STRING : 0;
  tfn_test_fail_allocation(trouble >= 224 ? trouble - 223 : 0);
  run->may_fail = trouble >= 224 || (trouble % 32 >= 1 && trouble % 32 <= 3);
}

static void let_go(fuzz_run *run) {
  for (int i = 0; i < run->ports; i++)
    fuzz_feed_let_go(&run->feeds[i]);
}

// The token comes back exactly once, at the latest when TensorFlow lets go.
static void drain(fuzz_run *run) {
  uint64_t tokens[2];
  int32_t count = tfn_runtime_drain(run->c->runtime, tokens, 2);
  run->c->let_go();
  count += tfn_runtime_drain(run->c->runtime, tokens + count, 2 - count);
  require(count == run->result.lease_held);
  require(!count || tokens[0] == 77);
}

static void require_nothing_lives(const fake_case *c, int live) {
  tfn_counters counters;
  tfn_runtime_counters(c->runtime, &counters);
  require(counters.live_bytes == 0 && counters.live_tensors == 0 && counters.live_outputs == 0);
  require(counters.live_leases == 0 && counters.pending_leases == 0);
  require(c->knobs->live == live);
}

static void check(fuzz_run *run, tfn_status status) {
  if (status) {
    require(!run->result.outputs && error.code == status && error.message[0]);
    require(!run->honest || run->may_fail || (status == TFN_COPY_FORBIDDEN && run->flags));
    return;
  }
  require(run->result.outputs != NULL);
  for (int i = 0; i < run->ports && run->honest && !run->c->knobs->output_dtype; i++)
    fuzz_feed_compare(&run->feeds[i], &run->fetches[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static fuzz_run run;
  fuzz_bytes bytes = {data, data + size};
  make_run(&run, &bytes);
  tfn_feed feeds[MOST_PORTS];
  for (int i = 0; i < run.ports; i++)
    feeds[i] = run.feeds[i].feed;
  int live = run.c->knobs->live;
  tfn_status status = tfn_plan_run(run.c->plan, feeds, run.fetches, 77, run.flags, &run.result, &error);
  tfn_test_fail_allocation(0);
  if (!run.result.lease_held)
    let_go(&run);
  check(&run, status);
  tfn_outputs_release(run.result.outputs);
  drain(&run);
  for (int i = 0; i < run.ports; i++)
    fuzz_feed_free(&run.feeds[i]);
  require_nothing_lives(run.c, live);
  return 0;
}
