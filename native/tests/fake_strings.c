// Fetched strings of every kind: the fake's output is the feed's memory, which the tests fill with headers.
#include <stdlib.h>
#include <string.h>

#include "fake_case.h"

enum { SMALL = 0, LARGE = 1, OFFSET = 2, VIEW = 3 };

// Feeds 24 bytes a string as doubles and fetches them as strings.
static tfn_status fetch_strings(fake_case *c, const uint64_t *words, int64_t count, tfn_fetch *fetch,
                                tfn_run_result *result) {
  const int64_t doubles = count * 3;
  tfn_feed feed = {.data = words, .data_bytes = doubles * 8, .dims = &doubles, .rank = 1, .dtype = DOUBLE};
  c->knobs->output_dtype = STRING;
  c->knobs->output_rows = count;
  return tfn_plan_run(c->plan, &feed, fetch, 1, 0, result, &error);
}

static void All_four_kinds_are_read(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  static const char text[] = "a text of thirty characters, o";
  static _Alignas(64) struct {
    uint64_t headers[12];
    char behind[16];
  } tensor;
  memcpy(tensor.headers,
         "\x0C"
         "abc",
         4); // small, 3 bytes
  tensor.headers[3] = 30 << 2 | LARGE, tensor.headers[4] = 40, tensor.headers[5] = (uintptr_t)text;
  tensor.headers[6] = (5 << 2 | OFFSET) | (uint64_t)(sizeof tensor.headers - 6 * 8) << 32;
  memcpy(tensor.behind, "after", 5);
  tensor.headers[9] = 6 << 2 | VIEW, tensor.headers[10] = (uintptr_t)text;
  tfn_fetch fetch;
  tfn_run_result result;
  CHECK_OK(fetch_strings(&c, tensor.headers, 4, &fetch, &result));
  CHECK(fetch.data_bytes == 44 && !memcmp(fetch.offsets, (int32_t[]){0, 3, 33, 38, 44}, 20));
  CHECK(!memcmp(fetch.data, "abca text of thirty characters, oaftera text", 44));
  tfn_outputs_release(result.outputs);
  fake_close(&c);
}

static void Strings_past_what_offsets_count_are_refused_unread(void) {
  fake_case c;
  fake_open(&c, FAKE_TENSORFLOW, 1, 0);
  CHECK_GOING();
  static _Alignas(64) uint64_t headers[6];
  tfn_fetch fetch;
  tfn_run_result result;
  headers[0] = headers[3] = (uint64_t)(1 << 30) << 2 | VIEW;
  headers[1] = headers[4] = (uintptr_t)headers;
  CHECK(fetch_strings(&c, headers, 2, &fetch, &result) == TFN_BAD_OUTPUT && strstr(error.message, "smaller blocks"));
  headers[0] = UINT64_MAX; // a view of 2^62 - 1 bytes
  CHECK(fetch_strings(&c, headers, 1, &fetch, &result) == TFN_BAD_OUTPUT && strstr(error.message, "smaller blocks"));
  headers[0] = 1 << 2 | LARGE, headers[2] = 0;
  CHECK(fetch_strings(&c, headers, 1, &fetch, &result) == TFN_BAD_OUTPUT && strstr(error.message, "not readable"));
  CHECK(!result.outputs && !fetch.data);
  fake_close(&c);
}

// Zero bytes are bytes like others; headers are exact to the last inline byte.
static void Strings_with_zero_bytes_go_in_and_come_out(void) {
  static const char payload[45] = "\0ab\0"
                                  "0123456789012345678\0xx";
  static const int32_t offsets[] = {0, 0, 1, 4, 4, 26, 45};
  const int64_t count = 6;
  const char *const libraries[] = {FAKE_TENSORFLOW, FAKE_OLD_STRINGS};
  for (int i = 0; i < 2; i++) {
    fake_case c;
    fake_open(&c, libraries[i], 1, 0);
    CHECK_GOING();
    tfn_feed feed = fake_strings(payload, 45, offsets, sizeof offsets, &count);
    tfn_fetch fetch;
    tfn_run_result result;
    CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
    CHECK(!result.lease_held && !memcmp(fetch.offsets, offsets, sizeof offsets) && !memcmp(fetch.data, payload, 45));
    tfn_outputs_release(result.outputs);
    fake_close(&c);
  }
}

// Three texts of one length in memory that ends with them: short ones are copied in pieces of 16 and 32 bytes.
static void Texts_of_every_length_go_in_and_come_out(void) {
  const int64_t count = 3;
  const char *const libraries[] = {FAKE_TENSORFLOW, FAKE_OLD_STRINGS};
  for (int i = 0; i < 2; i++) {
    fake_case c;
    fake_open(&c, libraries[i], 1, 0);
    CHECK_GOING();
    for (int32_t length = 0; length <= 140; length++) {
      const int32_t offsets[] = {0, length, 2 * length, 3 * length};
      size_t size = 3 * (size_t)length;
      char *payload = malloc(size + !size);
      for (size_t at = 0; at < size; at++)
        payload[at] = (char)(at * 7 + 1);
      tfn_feed feed = fake_strings(payload, (int64_t)size, offsets, sizeof offsets, &count);
      tfn_fetch fetch;
      tfn_run_result result;
      uint64_t token;
      CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
      CHECK(!memcmp(fetch.offsets, offsets, sizeof offsets) && fetch.data_bytes == 3 * length);
      CHECK(!memcmp(fetch.data, payload, size));
      tfn_outputs_release(result.outputs);
      tfn_runtime_drain(c.runtime, &token, 1);
      free(payload);
    }
    fake_close(&c);
  }
}

// An output may hold views of the payload even where the feed's tensor is gone; in a stateful plan none are made.
static void Views_are_leased_until_the_outputs_go(void) {
  static const char payload[40] = "a string that is longer than its header";
  static const int32_t offsets[] = {0, 40};
  const int64_t one = 1;
  for (int stateful = 0; stateful < 2; stateful++) {
    fake_case c;
    fake_open(&c, FAKE_TENSORFLOW, 1, stateful ? TFN_PLAN_STATEFUL : 0);
    CHECK_GOING();
    tfn_feed feed = fake_strings(payload, 40, offsets, sizeof offsets, &one);
    tfn_fetch fetch;
    tfn_run_result result;
    uint64_t token = 0;
    c.knobs->copies = 1;
    CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 5, 0, &result, &error));
    CHECK(result.lease_held == !stateful && tfn_runtime_drain(c.runtime, &token, 1) == 0);
    tfn_outputs_release(result.outputs);
    CHECK(tfn_runtime_drain(c.runtime, &token, 1) == !stateful);
    fake_close(&c);
  }
}

void fake_string_tests(void) {
  TEST(All_four_kinds_are_read);
  TEST(Strings_past_what_offsets_count_are_refused_unread);
  TEST(Views_are_leased_until_the_outputs_go);
  TEST(Texts_of_every_length_go_in_and_come_out);
  TEST(Strings_with_zero_bytes_go_in_and_come_out);
}
