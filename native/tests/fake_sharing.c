// For the thread sanitizer: handles made, shared and closed on many threads, outputs released by whoever comes next.
#include <pthread.h>
#include <stdlib.h>

#include "fake_case.h"

enum { THREADS = 6, ROUNDS = 60, RUNS = 10 };

typedef struct shared {
  fake_case c;
  double *x;
  _Atomic(tfn_outputs *) last; // the newest outputs; who brings newer ones releases them
} shared;

static const tfn_port in = {"x0", 0, 0}, out = {"y0", 0, 0};

static void run_plan(shared *s, tfn_plan *plan) {
  for (int i = 0; i < RUNS; i++) {
    tfn_feed feed = fake_feed(s->x);
    tfn_fetch fetch;
    tfn_run_result result;
    uint64_t token;
    CHECK(tfn_plan_run(plan, &feed, &fetch, 1, 0, &result, NULL) == TFN_OK);
    tfn_outputs_release(atomic_exchange(&s->last, result.outputs));
    tfn_runtime_drain(s->c.runtime, &token, 1);
  }
}

static void *open_run_and_close(void *argument) {
  shared *s = argument;
  for (int i = 0; i < ROUNDS && !test_has_failed(); i++) {
    tfn_plan *plan;
    tfn_session *session = NULL;
    if (i % 2 && tfn_session_open(s->c.graph, NULL, 0, &session, NULL))
      test_failed(__FILE__, __LINE__, "a session cannot be opened");
    if (tfn_plan_open(session ? session : s->c.session, &in, 1, &out, 1, 0, &plan, NULL))
      test_failed(__FILE__, __LINE__, "a plan cannot be opened");
    tfn_session_close(session); // the plan holds it
    run_plan(s, plan);
    tfn_plan_close(plan);
  }
  return NULL;
}

static void Handles_are_made_shared_and_closed_on_many_threads(void) {
  shared *s = calloc(1, sizeof *s);
  fake_open(&s->c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  s->x = fake_doubles();
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&threads[i], NULL, open_run_and_close, s);
  for (int i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
  CHECK_GOING();
  tfn_outputs_release(s->last);
  tfn_counters counters;
  tfn_runtime_counters(s->c.runtime, &counters);
  CHECK(counters.runs == THREADS * ROUNDS * RUNS && counters.live_plans == 1 && counters.live_sessions == 1);
  fake_close(&s->c);
  free(s->x);
  free(s);
}

typedef struct opening {
  pthread_t thread;
  const char *library;
  tfn_runtime *runtime;
} opening;

static void *open_library(void *argument) {
  opening *o = argument;
  tfn_stderr_mute(1);
  if (tfn_runtime_open(o->library, &o->runtime, NULL))
    test_failed(__FILE__, __LINE__, "a library cannot be opened");
  tfn_stderr_mute(0);
  return NULL;
}

static void Libraries_are_opened_on_many_threads(void) {
  opening openings[] = {{.library = FAKE_TENSORFLOW}, {.library = FAKE_OLD_STRINGS}, {.library = FAKE_WIDE},
                        {.library = FAKE_TENSORFLOW}, {.library = FAKE_OLD_STRINGS}, {.library = FAKE_WIDE}};
  enum { COUNT = sizeof openings / sizeof *openings };
  for (int i = 0; i < COUNT; i++)
    pthread_create(&openings[i].thread, NULL, open_library, &openings[i]);
  for (int i = 0; i < COUNT; i++)
    pthread_join(openings[i].thread, NULL);
  CHECK_GOING();
  static const int alignments[] = {64, 64, 128};
  for (int i = 0; i < COUNT; i++) {
    tfn_runtime_info info;
    tfn_runtime_describe(openings[i].runtime, &info);
    CHECK(info.borrow_alignment == alignments[i % 3] && info.string_abi == (i % 3 == 1 ? 1 : 2));
    tfn_runtime_close(openings[i].runtime);
  }
}

void fake_sharing(void) {
  TEST(Handles_are_made_shared_and_closed_on_many_threads);
  TEST(Libraries_are_opened_on_many_threads);
}
