// TensorFlow dies, or reads wild memory, of each of these.
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static _Alignas(64) char memory[64];
static const int64_t some[1] = {2};

static void expect_refused(real_case *c, tfn_feed feed, const char *words) {
  c->feeds[0] = feed;
  tfn_status status = case_run(c, 1, 0);
  case_release(c);
  CHECK(status == TFN_BAD_FEED);
  CHECK(error.code == TFN_BAD_FEED && error.index == 0);
  if (!strstr(error.message, words))
    test_failed(__FILE__, __LINE__, error.message);
  CHECK(c->result.outputs == NULL && c->result.lease_held == 0);
}

#define REFUSE(feed, words)                                                                                            \
  do {                                                                                                                 \
    expect_refused(&c, feed, words);                                                                                   \
    CHECK_GOING();                                                                                                     \
  } while (0)

static void Shapes_that_would_abort_the_process_are_refused(void) {
  bytes graph = identity_graph(FLOAT);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  REFUSE(values(FLOAT, memory, 64, (const int64_t[]){-1}, 1), "dimension 0 is -1");
  REFUSE(values(FLOAT, memory, 64, (const int64_t[]){0, -4}, 2), "dimension 1 is -4");
  REFUSE(values(FLOAT, memory, 64, (const int64_t[]){INT64_MIN}, 1), "dimension 0");
  REFUSE(values(FLOAT, memory, 64, ((const int64_t[]){INT64_C(1) << 31, INT64_C(1) << 31, INT64_C(1) << 31}), 3),
         "2^63 - 1");
  REFUSE(values(FLOAT, memory, 64, ((const int64_t[]){INT64_C(1) << 32, INT64_C(1) << 32}), 2), "2^63 - 1");
  REFUSE(values(FLOAT, memory, 64, ((const int64_t[]){INT64_C(1) << 32, INT64_C(1) << 32, 0}), 3), "2^63 - 1");
  REFUSE(values(FLOAT, memory, 16, (const int64_t[]){INT64_C(1) << 62}, 1), "2^63 - 1 bytes");
  int64_t ones[300];
  for (int i = 0; i < 300; i++)
    ones[i] = 1;
  REFUSE(values(FLOAT, memory, 64, ones, 255), "rank of 255");
  REFUSE(values(FLOAT, memory, 64, ones, -1), "rank of -1");
  REFUSE(values(FLOAT, memory, 64, ones, INT_MAX), "rank of");
  REFUSE(values(FLOAT, memory, 64, NULL, 1), "no sizes");
  case_close(&c);
}

static void Buffers_that_are_too_small_or_missing_are_refused(void) {
  bytes graph = identity_graph(FLOAT);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  REFUSE(values(FLOAT, memory, 7, some, 1), "needs 8 bytes");
  REFUSE(values(FLOAT, memory, -1, some, 1), "has -1");
  REFUSE(values(FLOAT, NULL, 8, some, 1), "at NULL");
  tfn_feed late = values(FLOAT, memory, 8, some, 1);
  late.first = 1;
  REFUSE(late, "begin at 1");
  case_close(&c);
}

static void Dtypes_and_layouts_that_do_not_exist_are_refused(void) {
  bytes graph = identity_graph(FLOAT);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  const int wrong[] = {INT_MIN, -1, 0, 20, 21, 24, 25, 99, 101, INT_MAX};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    REFUSE(values(wrong[i], memory, 64, some, 1), "dtype number");
  tfn_feed bits = values(FLOAT, memory, 64, some, 1), text = bits, none = bits;
  bits.layout = TFN_BITS;
  text.layout = TFN_STRINGS32;
  none.layout = 9;
  REFUSE(bits, "layout 1");
  REFUSE(text, "layout 2");
  REFUSE(none, "layout 9");
  REFUSE(values(STRING, memory, 64, some, 1), "layout 0");
  case_close(&c);
}

static void Bits_and_strings_outside_their_buffers_are_refused(void) {
  bytes graph = identity_graph(STRING);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  tfn_feed bits = values(BOOL, memory, 1, (const int64_t[]){7}, 1);
  bits.layout = TFN_BITS;
  bits.first = 2;
  REFUSE(bits, "needs 2 bytes");
  bits.first = -1;
  REFUSE(bits, "from bit -1");
  bits.first = INT64_MAX;
  REFUSE(bits, "from bit");
  REFUSE(strings(memory, 5, (const int32_t[]){0, 3, 2}, some), "offset 2 is 2, after 3");
  REFUSE(strings(memory, 5, (const int32_t[]){0, 3, 6}, some), "offset 2 is 6");
  REFUSE(strings(memory, 5, (const int32_t[]){-1, 3, 5}, some), "offset 0 is -1");
  REFUSE(strings(NULL, 5, (const int32_t[]){0, 3, 5}, some), "5 bytes at");
  REFUSE(strings(memory, -5, (const int32_t[]){0, 3, 5}, some), "-5 bytes");
  REFUSE(strings(memory, 5, NULL, some), "without offsets");
  tfn_feed cut = strings(memory, 5, (const int32_t[]){0, 3, 5}, some);
  cut.offsets_bytes = 11;
  REFUSE(cut, "2 strings from offset 0, with 2 offsets");
  cut.offsets_bytes = INT64_MIN;
  REFUSE(cut, "offsets");
  cut.offsets_bytes = 12;
  cut.first = 1;
  REFUSE(cut, "2 strings from offset 1, with 3 offsets");
  tfn_feed far = strings(memory, 5, (const int32_t[]){0, 3, 5}, some);
  far.first = INT64_MAX;
  REFUSE(far, "from offset");
  REFUSE(strings(memory, 5, (const int32_t[]){0, 3, 5}, (const int64_t[]){INT64_C(1) << 60}), "strings from offset");
  case_close(&c);
}

static void Calls_without_what_they_need_are_refused(void) {
  bytes graph = identity_graph(FLOAT);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  CHECK(tfn_plan_run(NULL, c.feeds, c.fetches, 0, 0, &c.result, &error) == TFN_BAD_CALL);
  CHECK(tfn_plan_run(c.plan, NULL, c.fetches, 0, 0, &c.result, &error) == TFN_BAD_CALL);
  CHECK(tfn_plan_run(c.plan, c.feeds, NULL, 0, 0, &c.result, &error) == TFN_BAD_CALL);
  CHECK(tfn_plan_run(c.plan, c.feeds, c.fetches, 0, 0, NULL, NULL) == TFN_BAD_CALL);
  CHECK(tfn_plan_run(c.plan, c.feeds, c.fetches, 0, 64, &c.result, NULL) == TFN_BAD_CALL);
  tfn_graph *none;
  CHECK(tfn_graph_import(runtime, NULL, 5, &none, &error) == TFN_BAD_CALL && !none);
  CHECK(tfn_graph_import(runtime, memory, -5, &none, &error) == TFN_BAD_CALL && !none);
  CHECK(tfn_graph_import(NULL, memory, 5, &none, &error) == TFN_BAD_CALL && !none);
  tfn_outputs_release(NULL);
  tfn_plan_close(NULL);
  tfn_session_close(NULL);
  tfn_graph_close(NULL);
  CHECK(tfn_runtime_drain(NULL, NULL, 0) == 0);
  case_close(&c);
}

void real_refusals(void) {
  TEST(Shapes_that_would_abort_the_process_are_refused);
  TEST(Buffers_that_are_too_small_or_missing_are_refused);
  TEST(Dtypes_and_layouts_that_do_not_exist_are_refused);
  TEST(Bits_and_strings_outside_their_buffers_are_refused);
  TEST(Calls_without_what_they_need_are_refused);
}
