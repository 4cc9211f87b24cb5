#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "fake_case.h"

static void *let_go_elsewhere(void *argument) {
  (*(fake_case *)argument).let_go();
  return NULL;
}

static void A_feed_let_go_late_on_another_thread_comes_back_once(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  uint64_t token = 0;
  c.knobs->keeps = c.knobs->copies = 1;
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 42, 0, &result, &error));
  CHECK(result.lease_held == 1);
  tfn_outputs_release(result.outputs);
  CHECK(tfn_runtime_drain(c.runtime, &token, 1) == 0);
  pthread_t thread;
  pthread_create(&thread, NULL, let_go_elsewhere, &c);
  pthread_join(thread, NULL);
  CHECK(tfn_runtime_drain(c.runtime, &token, 1) == 1 && token == 42);
  CHECK(tfn_runtime_drain(c.runtime, &token, 1) == 0);
  fake_close(&c);
  free(x);
}

static void A_failed_run_tells_of_a_feed_that_is_still_held(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  uint64_t token = 0;
  c.knobs->keeps = 1;
  c.knobs->fails = 8;
  CHECK(tfn_plan_run(c.plan, &feed, &fetch, 43, 0, &result, &error) == TFN_RESOURCE_EXHAUSTED);
  CHECK(!result.outputs && result.lease_held == 1 && !strcmp(error.message, "it failed"));
  c.let_go();
  CHECK(tfn_runtime_drain(c.runtime, &token, 1) == 1 && token == 43);
  c.knobs->keeps = 0;
  CHECK(tfn_plan_run(c.plan, &feed, &fetch, 44, 0, &result, &error) == TFN_RESOURCE_EXHAUSTED);
  CHECK(!result.lease_held);
  fake_close(&c);
  free(x);
}

static void Leases_and_outputs_survive_the_runtime(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result kept, held;
  c.knobs->keeps = 1;
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &kept, &error));
  feed.data = (char *)x + 8; // a pooled block that TensorFlow keeps
  feed.data_bytes = 8;
  const int64_t one = 1;
  feed.dims = &one;
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 2, 0, &held, &error));
  CHECK(!held.lease_held);
  fake_close_graph(&c);
  tfn_runtime_close(c.runtime);
  CHECK(*(const double *)fetch.data == 1);
  tfn_outputs_release(kept.outputs);
  c.let_go();
  tfn_outputs_release(held.outputs);
  CHECK(c.knobs->live == 0);
  free(x);
}

static void Tokens_come_back_in_order_and_in_portions(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_run_result results[10];
  for (int i = 0; i < 10; i++) {
    tfn_feed feed = fake_feed(x);
    tfn_fetch fetch;
    CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, (uint64_t)i, 0, &results[i], &error));
    CHECK(results[i].pending_leases == 0);
  }
  for (int i = 0; i < 10; i++)
    tfn_outputs_release(results[i].outputs);
  uint64_t tokens[10];
  CHECK(tfn_runtime_drain(c.runtime, tokens, 4) == 4 && tokens[0] == 0 && tokens[3] == 3);
  tfn_counters counters;
  tfn_runtime_counters(c.runtime, &counters);
  CHECK(counters.pending_leases == 6 && counters.live_leases == 6);
  CHECK(tfn_runtime_drain(c.runtime, tokens, 10) == 6 && tokens[0] == 4 && tokens[5] == 9);
  fake_close(&c);
  free(x);
}

static void run_for(fake_case *c, tfn_status expected, const char *words) {
  double *x = fake_doubles();
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  CHECK(tfn_plan_run(c->plan, &feed, &fetch, 1, 0, &result, &error) == expected);
  CHECK(!result.outputs && strstr(error.message, words));
  free(x);
}

static void Outputs_that_cannot_be_handed_over_are_refused(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  c.knobs->output_dtype = 20;
  run_for(&c, TFN_BAD_OUTPUT, "dtype number 20");
  c.knobs->output_dtype = 29;
  run_for(&c, TFN_BAD_OUTPUT, "dtype number 29");
  c.knobs->output_dtype = 0;
  c.knobs->output_rows = INT64_C(1) << 28;
  run_for(&c, TFN_BAD_OUTPUT, "smaller blocks");
  c.knobs->output_rows = INT64_MAX;
  run_for(&c, TFN_BAD_OUTPUT, "smaller blocks");
  c.knobs->output_dtype = 10;
  run_for(&c, TFN_BAD_OUTPUT, "smaller blocks");
  c.knobs->output_dtype = 7;
  run_for(&c, TFN_BAD_OUTPUT, "the offsets of 9223372036854775807 strings exceed");
  c.knobs->output_rows = INT64_C(1) << 28;
  run_for(&c, TFN_BAD_OUTPUT, "do not fit");
  fake_close(&c);
}

static void Encoded_strings_that_lie_are_refused(void) {
  fake_case c;
  fake_open(&c, FAKE_OLD_STRINGS, 1, 0);
  CHECK_GOING();
  double *x = fake_doubles(); // offsets 0, 1.0, 2.0 …: far outside
  tfn_feed feed = fake_feed(x);
  tfn_fetch fetch;
  tfn_run_result result;
  c.knobs->output_dtype = 7;
  CHECK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error) == TFN_BAD_OUTPUT);
  c.knobs->output_rows = 1;
  static const unsigned char lies[][16] = {
      {0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, // a length without end
      {0, 0, 0, 0, 0, 0, 0, 0, 9, 'a'},                                 // longer than what is there
      {8},                                                              // begins at the end
      {255, 255, 255, 255, 255, 255, 255, 255},                         // would wrap around
  };
  const int64_t two = 2;
  feed.dims = &two;
  for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
    memcpy(x, lies[i], 16);
    CHECK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error) == TFN_BAD_OUTPUT);
    CHECK(strstr(error.message, "not readable"));
  }
  memcpy(x, (unsigned char[16]){0, 0, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c'}, 16);
  CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
  CHECK(fetch.offsets[1] == 3 && !memcmp(fetch.data, "abc", 3));
  tfn_outputs_release(result.outputs);
  fake_close(&c);
  free(x);
}

static void A_tensor_that_is_refused_leaves_nothing(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 2, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feeds[2] = {fake_feed(x), fake_feed(x)};
  tfn_fetch fetches[2];
  tfn_run_result result;
  c.knobs->refuses = 1;
  CHECK(tfn_plan_run(c.plan, feeds, fetches, 1, 0, &result, &error) != TFN_OK);
  CHECK(!result.outputs && !result.lease_held);
  fake_close(&c);
  free(x);
}

static void Shapes_of_many_dimensions_are_kept(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 2, 0);
  CHECK_GOING();
  double *x = fake_doubles();
  tfn_feed feeds[2] = {fake_feed(x), fake_feed(x)};
  tfn_fetch fetches[2];
  tfn_run_result result;
  c.knobs->output_rank = 200;
  CHECK_OK(tfn_plan_run(c.plan, feeds, fetches, 1, 0, &result, &error));
  CHECK(fetches[1].rank == 200 && fetches[1].dims[199] == 1 && fetches[1].dims == fetches[0].dims + 200);
  tfn_outputs_release(result.outputs);
  fake_close(&c);
  free(x);
}

static void Long_messages_are_cut_between_characters(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  char *message = malloc(6001);
  for (int lead = 0; lead < 4; lead++) {
    memset(message, '.', (size_t)lead);
    for (int i = lead; i + 3 <= 6000; i += 3)
      memcpy(message + i, "\xE2\x82\xAC", 4);
    c.knobs->message = message;
    c.knobs->fails = 13;
    double *x = fake_doubles();
    tfn_feed feed = fake_feed(x);
    tfn_fetch fetch;
    tfn_run_result result;
    CHECK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error) == TFN_INTERNAL);
    size_t length = strlen(error.message);
    CHECK(length > 4080 && (length - (size_t)lead) % 3 == 0 && !memcmp(error.message, message, length));
    free(x);
  }
  fake_close(&c);
  free(message);
}

static void Our_own_long_messages_are_cut_too(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  static char name[8192];
  memset(name, 'n', sizeof name - 1);
  const tfn_port port = {name, 0, 0};
  tfn_plan *plan;
  CHECK(tfn_plan_open(c.session, &port, 1, NULL, 0, 0, &plan, &error) == TFN_NOT_FOUND);
  CHECK(strlen(error.message) == sizeof error.message - 1);
  CHECK(tfn_plan_open(c.session, &port, 1, NULL, 0, 0, &plan, NULL) == TFN_NOT_FOUND);
  fake_close(&c);
}

void fake_runs(void) {
  TEST(A_feed_let_go_late_on_another_thread_comes_back_once);
  TEST(A_failed_run_tells_of_a_feed_that_is_still_held);
  TEST(Leases_and_outputs_survive_the_runtime);
  TEST(Tokens_come_back_in_order_and_in_portions);
  TEST(Outputs_that_cannot_be_handed_over_are_refused);
  TEST(Encoded_strings_that_lie_are_refused);
  TEST(A_tensor_that_is_refused_leaves_nothing);
  TEST(Shapes_of_many_dimensions_are_kept);
  TEST(Long_messages_are_cut_between_characters);
  TEST(Our_own_long_messages_are_cut_too);
}
