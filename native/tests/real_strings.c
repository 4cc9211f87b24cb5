#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static const int lengths[] = {0, 1, 21, 22, 23, 24, 126, 127, 128, 300, 16383, 16384, 20000, 0, 5};
enum { COUNT = sizeof lengths / sizeof *lengths };

typedef struct text {
  char *bytes;
  int32_t *offsets; // COUNT + 3: two strings before the first
  int64_t size;
} text;

static text make_text(int longest) {
  text t = {NULL, malloc((COUNT + 3) * sizeof(int32_t)), 7};
  t.offsets[0] = 1;
  t.offsets[1] = 4;
  t.offsets[2] = 7;
  for (int i = 0; i < COUNT; i++) {
    t.size += lengths[i] < longest ? lengths[i] : longest;
    t.offsets[i + 3] = (int32_t)t.size;
  }
  t.bytes = malloc((size_t)t.size); // exact
  for (int64_t i = 0; i < t.size; i++)
    t.bytes[i] = (char)(i * 31 + i / 256);
  return t;
}

static tfn_feed feed_of(const text *t, const int64_t *count) {
  tfn_feed feed = strings(t->bytes, t->size, t->offsets, count);
  feed.first = 2;
  feed.offsets_bytes = (COUNT + 3) * sizeof(int32_t);
  return feed;
}

static void check_text(const tfn_fetch *fetch, const text *t, int64_t count) {
  int32_t base = t->offsets[2];
  CHECK(fetch->dtype == STRING && fetch->count == count && fetch->offsets);
  for (int64_t i = 0; i <= count; i++)
    CHECK(fetch->offsets[i] == t->offsets[i + 2] - base);
  CHECK(fetch->data_bytes == fetch->offsets[count]);
  CHECK(!memcmp(fetch->data, t->bytes + base, (size_t)fetch->data_bytes));
}

static void round_trip(int32_t flags, int longest, int expect_held_with_views) {
  bytes graph = identity_graph(STRING);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, flags);
  CHECK_GOING();
  text t = make_text(longest);
  int64_t count = COUNT;
  c.feeds[0] = feed_of(&t, &count);
  tfn_counters before = counters_now();
  CHECK_OK(case_run(&c, 9, 0));
  tfn_counters after = counters_now();
  int copied = info.string_abi == 1 || flags & TFN_PLAN_COPY_FEEDS;
  CHECK(c.feeds[0].reason == (info.string_abi == 1          ? TFN_COPY_STRING_ABI
                              : flags & TFN_PLAN_COPY_FEEDS ? TFN_COPY_MUTATED
                                                            : TFN_BORROWED));
  int64_t payload = t.size - t.offsets[2];
  CHECK(after.copied_bytes - before.copied_bytes == (copied ? payload : 0));
  CHECK(after.borrowed_bytes - before.borrowed_bytes == (copied ? 0 : payload));
  CHECK(c.result.lease_held == (info.string_abi == 2 && expect_held_with_views));
  check_text(&c.fetches[0], &t, count);
  CHECK_GOING();
  CHECK(case_run(&c, 9, TFN_RUN_FORBID_COPY) == (copied ? TFN_COPY_FORBIDDEN : TFN_OK));
  case_close(&c);
  free(t.bytes);
  free(t.offsets);
}

static void Strings_are_views_where_the_library_has_them(void) { round_trip(0, 20000, 1); }

static void Short_strings_need_no_lease(void) { round_trip(0, 22, 0); }

// The identity's output is the feed tensor itself, so the lease goes when it does: within the run.
static void Strings_for_a_stateful_graph_are_not_views(void) { round_trip(TFN_PLAN_STATEFUL, 20000, 0); }

static void Strings_for_a_graph_that_writes_to_feeds_are_copied(void) { round_trip(TFN_PLAN_COPY_FEEDS, 20000, 0); }

static void Large_offsets_and_no_strings_are_fed(void) {
  bytes graph = identity_graph(STRING);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  int64_t count = 2, none = 0;
  const int64_t offsets[] = {1, 1, 30};
  char payload[30] = "?large offsets, 29 bytes long";
  c.feeds[0] = strings(payload, 30, (const void *)offsets, &count);
  c.feeds[0].layout = TFN_STRINGS64;
  c.feeds[0].offsets_bytes = sizeof offsets;
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(c.fetches[0].offsets[1] == 0 && c.fetches[0].offsets[2] == 29 && !memcmp(c.fetches[0].data, payload + 1, 29));
  case_release(&c);
  c.feeds[0] = strings(NULL, 0, NULL, &none);
  CHECK_OK(case_run(&c, 1, TFN_RUN_FORBID_COPY));
  CHECK(c.fetches[0].count == 0 && c.fetches[0].offsets[0] == 0 && c.fetches[0].data);
  case_close(&c);
}

// Joined strings are TensorFlow's own: large ones, on its heap.
static void Strings_made_by_TensorFlow_are_read(void) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", STRING);
  node join = node_of("y", "StringJoin", (const char *[]){"x", "x", NULL});
  attr_int(&join, "N", 2);
  attr_string(&join, "separator", "-");
  graph_add(&graph, &join);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  int64_t count = 2;
  const int32_t offsets[] = {0, 2, 32};
  const char payload[] = "abcdefghijklmnopqrstuvwxyz012345";
  c.feeds[0] = strings(payload, 32, offsets, &count);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(c.fetches[0].offsets[1] == 5 && c.fetches[0].offsets[2] == 5 + 61);
  CHECK(!memcmp(c.fetches[0].data, "ab-abcdefgh", 11));
  CHECK(!memcmp((const char *)c.fetches[0].data + 5 + 30, "-cdefgh", 7));
  case_close(&c);
}

// Outputs keep the payload of views: the token comes back after their release only.
static void Views_hold_the_lease_until_outputs_are_released(void) {
  if (info.string_abi == 1)
    return;
  bytes graph = identity_graph(STRING);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  text t = make_text(100);
  int64_t count = COUNT;
  uint64_t token = 0;
  c.feeds[0] = feed_of(&t, &count);
  CHECK_OK(case_run(&c, 4711, 0));
  CHECK(c.result.lease_held == 1);
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 0);
  case_release(&c);
  CHECK(counters_now().pending_leases == 1);
  CHECK(tfn_runtime_drain(runtime, &token, 1) == 1 && token == 4711);
  case_close(&c);
  free(t.bytes);
  free(t.offsets);
}

void real_strings(void) {
  TEST(Strings_are_views_where_the_library_has_them);
  TEST(Short_strings_need_no_lease);
  TEST(Strings_for_a_stateful_graph_are_not_views);
  TEST(Strings_for_a_graph_that_writes_to_feeds_are_copied);
  TEST(Large_offsets_and_no_strings_are_fed);
  TEST(Strings_made_by_TensorFlow_are_read);
  TEST(Views_hold_the_lease_until_outputs_are_released);
}
