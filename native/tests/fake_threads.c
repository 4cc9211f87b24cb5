// For the thread sanitizer: runs, drains, releases and late deallocations all at once on one plan.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "fake_case.h"

enum { THREADS = 10, RUNS = 1200 }; // more threads than a plan keeps statuses for

typedef struct shared {
  fake_case c;
  double *x;
  atomic_int running;
  atomic_llong held, drained, returned[THREADS * RUNS];
} shared;

typedef struct worker {
  shared *shared;
  int number;
} worker;

static void drain(shared *s) {
  uint64_t tokens[32];
  for (int n; (n = tfn_runtime_drain(s->c.runtime, tokens, 32));) {
    s->drained += n;
    for (int i = 0; i < n; i++)
      s->returned[tokens[i]]++;
  }
}

static void *run(void *argument) {
  worker *w = argument;
  shared *s = w->shared;
  static const int32_t offsets[] = {0, 40};
  static const int64_t one[1] = {1};
  static const char payload[40] = "a string that is longer than its header";
  for (int i = 0; i < RUNS; i++) {
    // Borrowed, copied, and views in turn.
    tfn_feed feeds[2] = {fake_feed(s->x), fake_feed(s->x)};
    if (i % 3 == 1) {
      feeds[0].data = (const char *)s->x + 8;
      feeds[0].data_bytes = 8;
      feeds[0].dims = one;
    }
    if (i % 3 == 2)
      feeds[1] = fake_strings(payload, 40, offsets, sizeof offsets, one);
    tfn_fetch fetches[2];
    tfn_run_result result;
    uint64_t token = (uint64_t)(w->number * RUNS + i);
    if (tfn_plan_run(s->c.plan, feeds, fetches, token, 0, &result, NULL)) {
      test_failed(__FILE__, __LINE__, "a run failed");
      break;
    }
    s->held += result.lease_held;
    tfn_outputs_release(result.outputs);
    if (result.pending_leases > 8)
      drain(s);
  }
  s->running--;
  return NULL;
}

static void *let_go_late(void *argument) {
  shared *s = argument;
  while (s->running) {
    s->c.let_go();
    tfn_runtime_trim(s->c.runtime);
    tfn_counters counters;
    tfn_runtime_counters(s->c.runtime, &counters);
    sched_yield();
  }
  return NULL;
}

static void storm(const char *library, int keeps) {
  shared *s = calloc(1, sizeof *s);
  fake_open(&s->c, library, 2, 0);
  CHECK_GOING();
  s->x = fake_doubles();
  s->c.knobs->keeps = keeps;
  s->running = THREADS;
  pthread_t threads[THREADS + 1];
  worker workers[THREADS];
  for (int i = 0; i < THREADS; i++) {
    workers[i] = (worker){s, i};
    pthread_create(&threads[i], NULL, run, &workers[i]);
  }
  pthread_create(&threads[THREADS], NULL, let_go_late, s);
  for (int i = 0; i <= THREADS; i++)
    pthread_join(threads[i], NULL);
  s->c.let_go();
  drain(s);
  CHECK(s->drained == s->held && s->held > 0);
  int64_t once = 0;
  for (int i = 0; i < THREADS * RUNS; i++) {
    CHECK(s->returned[i] <= 1);
    once += s->returned[i];
  }
  CHECK(once == s->held);
  tfn_counters counters;
  tfn_runtime_counters(s->c.runtime, &counters);
  CHECK(counters.runs == THREADS * RUNS);
  CHECK(counters.borrowed_tensors + counters.copied_tensors == 2 * counters.runs);
  fake_close(&s->c);
  free(s->x);
  free(s);
}

static void Parallel_runs_give_every_token_back_once(void) { storm(FAKE_TENSORFLOW, 0); }

static void Late_deallocations_give_every_token_back_once(void) { storm(FAKE_TENSORFLOW, 1); }

static void The_same_with_encoded_strings(void) { storm(FAKE_OLD_STRINGS, 1); }

static void *close_runtime(void *argument) {
  tfn_runtime_close(argument);
  return NULL;
}

// The closing thread and the thread of the last deallocation meet.
static void Closing_races_with_a_late_deallocation(void) {
  for (int i = 0; i < 200; i++) {
    shared s = {.running = 1};
    fake_open(&s.c, FAKE_TENSORFLOW, 1, 0);
    CHECK_GOING();
    s.x = fake_doubles();
    s.c.knobs->keeps = 1;
    tfn_feed feed = fake_feed(s.x);
    tfn_fetch fetch;
    tfn_run_result result;
    CHECK_OK(tfn_plan_run(s.c.plan, &feed, &fetch, 1, 0, &result, &error));
    tfn_outputs_release(result.outputs);
    tfn_plan_close(s.c.plan);
    tfn_session_close(s.c.session);
    tfn_graph_close(s.c.graph);
    pthread_t closer;
    pthread_create(&closer, NULL, close_runtime, s.c.runtime);
    s.c.let_go();
    pthread_join(closer, NULL);
    CHECK(s.c.knobs->live == 0);
    free(s.x);
  }
}

void fake_threads(void) {
  TEST(Parallel_runs_give_every_token_back_once);
  TEST(Late_deallocations_give_every_token_back_once);
  TEST(The_same_with_encoded_strings);
  TEST(Closing_races_with_a_late_deallocation);
}
