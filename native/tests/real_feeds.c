#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static const int dtypes[][2] = {{1, 4},  {2, 8},   {3, 4},  {4, 1},  {5, 2},  {6, 1},  {8, 8},
                                {9, 8},  {11, 1},  {12, 1}, {13, 4}, {14, 2}, {15, 2}, {16, 2},
                                {17, 2}, {18, 16}, {19, 2}, {22, 4}, {23, 8}};
static const int offsets[] = {0, 1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128};

static void run_at(real_case *c, int dtype, int width, int offset) {
  int64_t count = 5, bytes = count * width;
  char *base = aligned((size_t)(offset + bytes));
  memset(base, 0, (size_t)(offset + bytes));
  memset(base + offset, 1, (size_t)bytes);
  c->feeds[0] = values(dtype, base + offset, bytes, &count, 1);
  int borrowed = offset % info.borrow_alignment == 0;
  tfn_counters before = counters_now();
  tfn_status forbidden = case_run(c, 1, TFN_RUN_FORBID_COPY);
  CHECK(forbidden == (borrowed ? TFN_OK : TFN_COPY_FORBIDDEN));
  CHECK(error.index == (borrowed ? -1 : 0));
  CHECK(c->feeds[0].reason == (borrowed ? TFN_BORROWED : TFN_COPY_MISALIGNED));
  case_release(c);
  CHECK_OK(case_run(c, 1, 0));
  tfn_counters after = counters_now();
  int runs = 1 + borrowed;
  CHECK(after.borrowed_tensors - before.borrowed_tensors == (borrowed ? runs : 0));
  CHECK(after.borrowed_bytes - before.borrowed_bytes == (borrowed ? runs * bytes : 0));
  CHECK(after.copied_tensors - before.copied_tensors == !borrowed);
  CHECK(after.copied_bytes - before.copied_bytes == (borrowed ? 0 : bytes));
  CHECK((c->fetches[0].data == base + offset) == borrowed);
  CHECK(c->fetches[0].dtype == dtype && c->fetches[0].data_bytes == bytes && c->fetches[0].count == count);
  CHECK(c->fetches[0].rank == 1 && c->fetches[0].dims[0] == count);
  CHECK(!memcmp(c->fetches[0].data, base + offset, (size_t)bytes));
  CHECK(c->result.lease_held == borrowed);
  case_release(c);
  free(base);
}

static void An_aligned_feed_is_borrowed_and_any_other_copied_for_every_dtype(void) {
  for (size_t d = 0; d < sizeof dtypes / sizeof *dtypes; d++) {
    bytes graph = identity_graph(dtypes[d][0]);
    real_case c;
    case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
    CHECK_GOING();
    for (size_t o = 0; o < sizeof offsets / sizeof *offsets; o++) {
      run_at(&c, dtypes[d][0], dtypes[d][1], offsets[o]);
      CHECK_GOING();
    }
    case_close(&c);
  }
}

static void A_feed_that_the_graph_mutates_is_copied(void) {
  bytes graph = identity_graph(DOUBLE);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, TFN_PLAN_COPY_FEEDS);
  CHECK_GOING();
  _Alignas(64) double x[2] = {1, 2};
  int64_t count = 2;
  c.feeds[0] = values(DOUBLE, x, sizeof x, &count, 1);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(c.feeds[0].reason == TFN_COPY_MUTATED);
  CHECK(!c.result.lease_held);
  CHECK(c.fetches[0].data != x && !memcmp(c.fetches[0].data, x, sizeof x));
  CHECK(case_run(&c, 1, TFN_RUN_FORBID_COPY) == TFN_COPY_FORBIDDEN);
  case_close(&c);
}

static void Scalars_and_tensors_without_elements_are_fed(void) {
  bytes graph = identity_graph(DOUBLE);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  _Alignas(64) double x = 4;
  c.feeds[0] = values(DOUBLE, &x, sizeof x, NULL, 0);
  CHECK_OK(case_run(&c, 1, TFN_RUN_FORBID_COPY));
  CHECK(c.fetches[0].rank == 0 && *(const double *)c.fetches[0].data == 4);
  case_release(&c);
  const int64_t dims[3] = {0, 7, INT64_C(1) << 40};
  c.feeds[0] = values(DOUBLE, NULL, 0, dims, 3);
  CHECK_OK(case_run(&c, 1, TFN_RUN_FORBID_COPY));
  CHECK(c.fetches[0].rank == 3 && c.fetches[0].count == 0 && c.fetches[0].data && c.fetches[0].dims[2] == dims[2]);
  case_release(&c);
  int64_t many[254];
  for (int i = 0; i < 254; i++)
    many[i] = 1;
  c.feeds[0] = values(DOUBLE, &x, sizeof x, many, 254);
  CHECK_OK(case_run(&c, 1, 0));
  CHECK(c.fetches[0].rank == 254 && c.fetches[0].dims[253] == 1);
  case_close(&c);
}

static void Ten_thousand_runs_leave_nothing(void) {
  bytes graph = identity_graph(DOUBLE);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  double *x = aligned(1024);
  memset(x, 0, 1024);
  int64_t count = 64;
  int64_t held = 0, drained = 0;
  uint64_t tokens[16];
  for (int i = 0; i < 10000; i++) {
    c.feeds[0] = values(DOUBLE, x + i % 2, 512, &count, 1);
    CHECK_OK(case_run(&c, (uint64_t)i, 0));
    held += c.result.lease_held;
    case_release(&c);
    drained += tfn_runtime_drain(runtime, tokens, i % 17);
  }
  for (int n; (n = tfn_runtime_drain(runtime, tokens, 16));)
    drained += n;
  CHECK(held == 5000 && drained == held);
  case_close(&c);
  free(x);
}

void real_feeds(void) {
  TEST(An_aligned_feed_is_borrowed_and_any_other_copied_for_every_dtype);
  TEST(A_feed_that_the_graph_mutates_is_copied);
  TEST(Scalars_and_tensors_without_elements_are_fed);
  TEST(Ten_thousand_runs_leave_nothing);
}
